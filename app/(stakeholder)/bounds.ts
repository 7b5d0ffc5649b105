import { RateLimiterMemory } from "rate-limiter-flexible";
import { withinBounds } from "@/app/api/auth/attempts";
import { remoteAddress } from "@/app/api/auth/remote-address";
import { DomainError } from "@/lib/domain-error";

/**
 * Links that one network address may ask for, and try, in an hour: a board in one office fits. Counted in the memory
 * of one app process; how many letters an address gets is bounded in the database besides.
 */
export const linkWishesPerHour = 20;
const wishes = new RateLimiterMemory({ points: linkWishesPerHour, duration: 3600 });
const tries = new RateLimiterMemory({ points: linkWishesPerHour, duration: 3600 });

/** Counts a wish for a link; refuses it past the bound. */
export const countLinkWish = (request: Request, words: string) => counted(wishes, request, words);
/** Counts a try of a link. */
export const countLinkTry = (request: Request, words: string) => counted(tries, request, words);

async function counted(limiter: RateLimiterMemory, request: Request, words: string): Promise<void> {
  const address = remoteAddress(Object.fromEntries(request.headers));
  if (!(await withinBounds(limiter, address))) throw new DomainError("too_many_tries", words);
}
