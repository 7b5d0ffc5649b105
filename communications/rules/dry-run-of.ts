import type { Context } from "@/db/context";
import { dryRun } from "./dry-run";
import { readGroups } from "./read-groups";
import { readPastHistories } from "./read-histories";
import { readActiveRules } from "./read-rules";
import type { Rule } from "./rule";
import type { SavedDryRun } from "./saved-dry-run";

/** Past incidents that a change is played over, unless asked otherwise, and those that are shown one by one. */
const incidentsPlayed = 100;
const incidentsShown = 12;

/** Plays rules over the last incidents beside those in use, with today's people. Sends nothing, changes nothing. */
export async function dryRunOf(
  ctx: Pick<Context, "db" | "now">,
  rules: readonly Rule[],
  { last = incidentsPlayed }: { last?: number } = {},
): Promise<SavedDryRun> {
  const inUse = await readActiveRules(ctx.db);
  const histories = await readPastHistories(ctx.db, last);
  const named = [...inUse.rules, ...rules].flatMap(({ tell }) => tell.people);
  const holders = histories.flatMap(({ roleHolders }) => Object.values(roleHolders));
  const groups = await readGroups(ctx.db, new Set([...named, ...holders]));
  const { incidents, ...sums } = dryRun(histories, groups, inUse.rules, rules);
  const changes = ({ newly, stop, mostBefore, mostAfter }: (typeof incidents)[number]) =>
    newly + stop > 0 || mostBefore !== mostAfter ? 1 : 0;
  return {
    against: inUse.version,
    incidents: histories.length,
    people: groups.reduce((sum, { people }) => sum + people, 0),
    ...sums,
    shown: incidents.toSorted((a, b) => changes(b) - changes(a) || +b.at - +a.at).slice(0, incidentsShown),
  };
}
