import { and, asc, eq, inArray, isNull, lte, ne } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { approvals } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { authorise } from "@/status/authorise";

/** Questions that one step of the clock goes through; the next step takes the rest. */
const atOnce = 50;

/**
 * What the clock does about approvals: those whose incident moved on are stale, and where only strong objections
 * counted and none came in time, the words are approved by that, recorded as such. Legal is never among them.
 */
export async function runDueApprovals(ctx: Context): Promise<void> {
  authorise(ctx.actor, "run the clock");
  await markStale(ctx);
  const due = await ctx.db
    .select({ id: approvals.id, incidentId: approvals.incidentId })
    .from(approvals)
    .where(and(eq(approvals.state, "asked"), lte(approvals.decideBy, ctx.now), ne(approvals.role, "legal")))
    .orderBy(asc(approvals.decideBy))
    .limit(atOnce);
  for (const one of due) await lapse(ctx, one);
}

async function markStale({ db }: Context): Promise<void> {
  const moved = await db
    .select({ id: approvals.id })
    .from(approvals)
    .innerJoin(incidents, eq(incidents.id, approvals.incidentId))
    .where(
      and(
        ...[inArray(approvals.state, ["asked", "approved"]), isNull(approvals.usedFor)],
        ne(incidents.revision, approvals.incidentRevision),
      ),
    )
    .limit(atOnce);
  if (moved.length === 0) return;
  const ids = moved.map(({ id }) => id);
  await db
    .update(approvals)
    .set({ state: "stale", tokenHash: null })
    .where(and(inArray(approvals.id, ids), isNull(approvals.usedFor)));
}

async function lapse(ctx: Context, { id, incidentId }: { id: string; incidentId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for("update");
    const [lapsed] = await tx
      .update(approvals)
      .set({ state: "approved", decidedAt: ctx.now, tokenHash: null })
      .where(
        and(
          ...[eq(approvals.id, id), eq(approvals.state, "asked")],
          eq(approvals.incidentRevision, incident!.revision),
        ),
      )
      .returning({ role: approvals.role });
    if (!lapsed) return;
    const details = { approvalId: id, role: lapsed.role };
    await recordEvent({ ...ctx, db: tx }, { kind: "approval_lapsed", incidentId, details });
  });
}
