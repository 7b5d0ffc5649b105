import { setTimeout as wait } from "node:timers/promises";

/** Together two minutes: longer than any fault lasts. */
const tries = 240;
const betweenMilliseconds = 500;

/** Asks a database that may be dead at the moment, again and again. What it asks must be safe to ask twice. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await wait(betweenMilliseconds);
    }
  }
}
