import { setTimeout as wait } from "node:timers/promises";

/** After so long somebody wonders. */
const wonderSeconds = 60;
const answerMilliseconds = 5_000;

/**
 * Waits until the front shows a page that this run's app confirmed: what it kept on disk may be a minute old and
 * still count as confirmed. Says so when that takes long.
 */
export async function untilReady(
  frontUrl: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  const wonder = setTimeout(() => {
    say("Readers get no confirmed page yet: the lines above say what is missing. Still waiting.");
  }, wonderSeconds * 1000);
  try {
    while (!(await isReady(frontUrl, startedAt))) await wait(100, undefined, { signal });
  } finally {
    clearTimeout(wonder);
  }
}

async function isReady(frontUrl: string, since: number): Promise<boolean> {
  try {
    const stamp = await ask(`${frontUrl}/stamp.json`).then((answer) => answer.json());
    const confirmedNow = stamp.confirmed === true && Date.parse(stamp.confirmedAt) >= since;
    return confirmedNow && (await ask(frontUrl)).ok;
  } catch {
    return false;
  }
}

const ask = (url: string) => fetch(url, { signal: AbortSignal.timeout(answerMilliseconds) });
