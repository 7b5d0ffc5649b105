import { RateLimiterMemory } from "rate-limiter-flexible";
import { withinBounds } from "@/app/api/auth/attempts";
import { remoteAddress } from "@/app/api/auth/remote-address";
import { DomainError } from "@/lib/domain-error";

/**
 * Wishes that one network address may send in an hour: an office behind one address fits, a flood does not.
 * Counted in the memory of one app process. How many letters an address gets is bounded in the database besides.
 */
export const wishesPerHour = 20;
const wishes = new RateLimiterMemory({ points: wishesPerHour, duration: 3600 });

/** Counts a wish; refuses it past the bound. */
export async function countWish(request: Request, words: string): Promise<void> {
  const address = remoteAddress(Object.fromEntries(request.headers));
  if (!(await withinBounds(wishes, address))) throw new DomainError("too_many_tries", words);
}
