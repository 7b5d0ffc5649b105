import type { DeskContext } from "@/app/desk-context";
import { type Cadence, nextPromise } from "@/communications/cadence/next-promise";
import { readCadences, readOwnCadences } from "@/communications/cadence/suggested-promise";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { roundUp } from "@/lib/wall-time";

type Facts = { severity: Severity; status: IncidentStatus; openedAt: Date };

/** After how many minutes the cadence of an audience (left out: the public) wants the next word. */
export async function suggestedMinutes(
  ctx: DeskContext,
  { audienceId, ...facts }: Facts & { audienceId?: string },
): Promise<number> {
  return minutesOf(await readCadences(ctx.db, audienceId), facts, ctx.now);
}

/** The same for those of these audiences that have a table of their own. */
export async function audienceMinutes(
  ctx: DeskContext,
  audienceIds: string[],
  facts: Facts,
): Promise<Record<string, number>> {
  const tables = await readOwnCadences(ctx.db, audienceIds);
  return Object.fromEntries([...tables].map(([id, rows]) => [id, minutesOf(rows, facts, ctx.now)]));
}

/** The same of a table that was read already. Asked at a round time, so rounding adds nothing. */
export function minutesOf(cadences: Cadence[], facts: Facts, at: Date): number {
  const now = roundUp(at, 5);
  const status = facts.status === "resolved" ? "monitoring" : facts.status;
  const by = nextPromise(cadences, { ...facts, status, now });
  return by ? Math.round((by.getTime() - now.getTime()) / 60_000) : 20;
}
