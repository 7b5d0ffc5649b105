import { setTimeout as wait } from "node:timers/promises";

const patienceMilliseconds = 20_000;

/** `askedToSignIn`: answers that knew nobody by the session that was brought. */
export type Watched = { asked: number; failed: string[]; askedToSignIn: number };

/** Asks for each of some things again and again, in turn, until stopped; whatever is not answered well has failed. */
export function watch(
  things: { name: string; ask: (signal: AbortSignal) => Promise<Response> }[],
  everyMilliseconds = 20,
) {
  const watched: Watched = { asked: 0, failed: [], askedToSignIn: 0 };
  let running = true;
  const loops = things.map(async ({ name, ask }) => {
    while (running) {
      const begun = new Date().toISOString();
      const fault = await ask(AbortSignal.timeout(patienceMilliseconds)).then(
        async (answer) => {
          await answer.arrayBuffer();
          if (asksToSignIn(answer)) watched.askedToSignIn++;
          else if (!answer.ok) return String(answer.status);
          return null;
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

const asksToSignIn = ({ status, headers }: Response) =>
  status === 401 || (status === 307 && headers.get("location")?.includes("/sign-in") === true);
