import { groupBy } from "@/lib/group-by";
import type { Caught, CaughtBy, Recipient } from "./evaluate-rules";

/** Which audiences have words of their own, and which are inside the house. */
type Words = {
  openAudiences?: readonly string[];
  insiders?: readonly string[];
  /** Who got these words before has them, whatever other audience they are in. */
  told?: readonly string[];
};

/**
 * One message per person and channel, however many rules and audiences catch them. The fullest words win, and the rest
 * goes with them: an audience for which words were written before one that is given the public's, there one inside the
 * house before one outside, any private audience before the public, and an audience's words before a bare notice; of
 * equals the one whose slug comes first (docs/decisions/0017-one-telling.md).
 */
export function mergeCaught(caught: Caught[], words: Words = {}): Recipient[] {
  const inOrder = (a: Caught, b: Caught) =>
    rank(a, words) - rank(b, words) ||
    compare(a.audience ?? "", b.audience ?? "") ||
    compare(a.recipientId, b.recipientId);
  const groups = groupBy(caught, ({ channel, address }) => `${channel} ${address.toLowerCase()}`);
  return [...groups.values()].map((same) => {
    const [first, ...merged] = same.length === 1 ? same : same.toSorted(inOrder);
    return merged.length === 0
      ? { ...first!, merged }
      : { ...first!, caughtBy: together(same.flatMap(({ caughtBy }) => caughtBy)), merged };
  });
}

function rank({ audience }: Caught, { openAudiences = [], insiders = [], told = [] }: Words): number {
  if (audience === null) return 5;
  if (told.includes(audience)) return -1;
  if (audience === "public") return 4;
  return (openAudiences.includes(audience) ? 0 : 2) + (insiders.includes(audience) ? 0 : 1);
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function together(all: CaughtBy[]): CaughtBy[] {
  const keyOf = (by: CaughtBy) => ("ruleId" in by ? `rule ${by.ruleId}` : `~ ${by.reason}`);
  return [...new Map(all.map((by) => [keyOf(by), by])).entries()]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([, by]) => by);
}
