import { setTimeout as wait } from "node:timers/promises";

/** After so long somebody wonders. */
const wonderSeconds = 60;
const answerMilliseconds = 5_000;

/** Waits until the front shows a page that was made of today's database. Says so when that takes long. */
export async function untilReady(
  frontUrl: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const wonder = setTimeout(() => {
    say("Readers get no page of today's database yet: the lines above say what is missing. Still waiting.");
  }, wonderSeconds * 1000);
  try {
    while (!(await isReady(frontUrl))) await wait(100, undefined, { signal });
  } finally {
    clearTimeout(wonder);
  }
}

async function isReady(frontUrl: string): Promise<boolean> {
  try {
    const stamp = await ask(`${frontUrl}/stamp.json`).then((answer) => answer.json());
    return stamp.confirmed === true && (await ask(frontUrl)).ok;
  } catch {
    return false;
  }
}

const ask = (url: string) => fetch(url, { signal: AbortSignal.timeout(answerMilliseconds) });
