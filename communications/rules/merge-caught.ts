import { groupBy } from "@/lib/group-by";
import type { Caught, CaughtBy, Recipient } from "./evaluate-rules";

/**
 * One message per person and channel, however many rules and audiences catch them. The words of a private audience
 * say more than the public's, and an audience's more than a bare notice: those win; the rest goes with them.
 */
export function mergeCaught(caught: Caught[]): Recipient[] {
  const groups = groupBy(caught, ({ channel, address }) => `${channel} ${address.toLowerCase()}`);
  return [...groups.values()].map((same) => {
    const [first, ...merged] = same.length === 1 ? same : same.toSorted(inOrder);
    return merged.length === 0
      ? { ...first!, merged }
      : { ...first!, caughtBy: together(same.flatMap(({ caughtBy }) => caughtBy)), merged };
  });
}

const rank = ({ audience }: Caught) => (audience === null ? 2 : audience === "public" ? 1 : 0);
const inOrder = (a: Caught, b: Caught) =>
  rank(a) - rank(b) || compare(a.audience ?? "", b.audience ?? "") || compare(a.recipientId, b.recipientId);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function together(all: CaughtBy[]): CaughtBy[] {
  const keyOf = (by: CaughtBy) => ("ruleId" in by ? `rule ${by.ruleId}` : `~ ${by.reason}`);
  return [...new Map(all.map((by) => [keyOf(by), by])).entries()]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([, by]) => by);
}
