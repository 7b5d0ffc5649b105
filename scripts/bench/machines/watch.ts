import { setTimeout as wait } from "node:timers/promises";

const everyMilliseconds = 20;
const patienceMilliseconds = 20_000;

export type Watched = { asked: number; failed: string[] };

/** Asks for each of some things again and again, in turn, until stopped; whatever is not answered well has failed. */
export function watch(things: { name: string; ask: (signal: AbortSignal) => Promise<Response> }[]) {
  const watched: Watched = { asked: 0, failed: [] };
  let running = true;
  const loops = things.map(async ({ name, ask }) => {
    while (running) {
      const begun = new Date().toISOString();
      const fault = await ask(AbortSignal.timeout(patienceMilliseconds)).then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.ok ? null : String(answer.status);
        },
        (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message,
      );
      watched.asked++;
      if (fault) watched.failed.push(`${begun} ${name}: ${fault}`);
      await wait(everyMilliseconds);
    }
  });
  return async (): Promise<Watched> => {
    running = false;
    await Promise.all(loops);
    return watched;
  };
}
