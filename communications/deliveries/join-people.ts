import type { Listener } from "@/communications/rules/evaluate-rules";

/** What nobody gets two messages on. */
export const wayOf = ({ channel, address }: Pick<Listener, "channel" | "address">) =>
  `${channel} ${address.toLowerCase()}`;

/**
 * Rows that are decided together: the same address on a channel, and all ways of one person in an audience whose ways a
 * rule orders.
 */
export function joinPeople(
  rows: readonly Listener[],
  isOrdered: (audience: string) => boolean,
): Listener[][] {
  const keysOf = (row: Listener) =>
    isOrdered(row.audience) ? [wayOf(row), `${row.audience} ${row.personId}`] : [wayOf(row)];
  const groups: Listener[][] = [];
  const groupOf = new Map<string, number>();
  for (const row of rows) {
    const keys = keysOf(row);
    const [first, other] = [...new Set(keys.flatMap((key) => groupOf.get(key) ?? []))];
    const group = first ?? groups.push([]) - 1;
    groups[group]!.push(row);
    for (const key of keys) groupOf.set(key, group);
    if (other === undefined) continue;
    for (const moved of groups[other]!) {
      groups[group]!.push(moved);
      for (const key of keysOf(moved)) groupOf.set(key, group);
    }
    groups[other] = [];
  }
  return groups.filter((group) => group.length > 0);
}
