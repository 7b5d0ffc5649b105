import { type RateLimiterAbstract, RateLimiterMemory } from "rate-limiter-flexible";

/**
 * How often somebody may try to sign in. Counted in the memory of one app process: a restart forgets, and each
 * of several app processes counts for itself. Wrong passwords only: 20 from an address and 10 on an account in
 * 15 minutes. Letters with a link: 20 asked for from an address and 5 for an account in an hour.
 * An account that is locked for passwords can still be entered by link.
 */
const minutes = 60;
export const wrongPasswordsByAddress = new RateLimiterMemory({ points: 20, duration: 15 * minutes });
export const wrongPasswordsByAccount = new RateLimiterMemory({ points: 10, duration: 15 * minutes });
export const linksByAddress = new RateLimiterMemory({ points: 20, duration: 60 * minutes });
export const linksByAccount = new RateLimiterMemory({ points: 5, duration: 60 * minutes });

/** Counts a try. False once the bound is reached. */
export async function withinBounds(limiter: RateLimiterAbstract, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return false;
  }
}

/** Whether a key has used up its tries, without counting one. */
export async function isSpent(limiter: RateLimiterAbstract, key: string): Promise<boolean> {
  return ((await limiter.get(key))?.remainingPoints ?? 1) <= 0;
}
