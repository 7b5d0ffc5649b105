import { database } from "@/app/context";
import { type HeaderBag, networkOf, remoteAddress } from "@/lib/network-address";
import { TooManyTries } from "@/lib/too-many-tries";
import type { Bound } from "@/status/bounds/bounds";
import { countTry } from "@/status/bounds/count-try";

/** What tries of this caller are counted by. */
export const networkFrom = (headers: Headers | HeaderBag): string =>
  networkOf(remoteAddress(headers instanceof Headers ? Object.fromEntries(headers) : headers));

/** Counts a try of the caller's network. Throws TooManyTries past the bound, in words that say when to come back. */
export async function countByAddress(
  request: Request,
  bound: Extract<Bound, `${string}ByAddress`>,
  words: (minutes: number) => string,
): Promise<void> {
  const seconds = await countTry(await database(), bound, networkFrom(request.headers));
  if (seconds > 0) throw new TooManyTries(seconds, words);
}
