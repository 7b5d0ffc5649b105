import type { DeskContext } from "@/app/desk-context";
import { suggestedPromise } from "@/communications/cadence/suggested-promise";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { roundUp } from "@/lib/wall-time";

type Facts = { severity: Severity; status: IncidentStatus; openedAt: Date };

/** After how many minutes the cadence wants the next word. Asked at a round time, so rounding adds nothing. */
export async function suggestedMinutes(ctx: DeskContext, facts: Facts): Promise<number> {
  const now = roundUp(ctx.now, 5);
  const status = facts.status === "resolved" ? "monitoring" : facts.status;
  const by = await suggestedPromise(ctx.db, { ...facts, status, now });
  return by ? Math.round((by.getTime() - now.getTime()) / 60_000) : 20;
}
