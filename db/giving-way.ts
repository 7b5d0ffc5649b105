import { setTimeout as wait } from "node:timers/promises";

/** PostgreSQL's codes for a lock that was not had in time, and for two that wait for each other. */
const inTheWay = ["55P03", "40P01"];
const againMilliseconds = 250;
const triesMax = 240;

/**
 * Does something that locks tables while others work on them: whenever it stands in the way, it is taken back and tried
 * again. What it does must be all or nothing, on a connection with a `lock_timeout` that is shorter than PostgreSQL's
 * `deadlock_timeout` (a second): then it is never the others that are broken off.
 */
export async function givingWay(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries >= triesMax || !inTheWay.includes(codeOf(error))) throw error;
      await wait(againMilliseconds);
    }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { code } = error as { code?: string };
  return code ?? codeOf(error.cause);
}
