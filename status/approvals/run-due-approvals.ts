import { and, asc, eq, inArray, isNull, lte, ne } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { approvals, openings } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { authorise } from "@/status/authorise";
import { lockSubject } from "./lock-subject";

/** Questions that one step of the clock goes through; the next step takes the rest. */
const atOnce = 50;

/**
 * What the clock does about approvals: those whose incident moved on are stale, and where only strong objections
 * counted and none came in time, the words are approved by that, recorded as such. Legal is never among them.
 */
export async function runDueApprovals(ctx: Context): Promise<void> {
  authorise(ctx.actor, "run the clock");
  await markStale(ctx);
  await markOld(ctx);
  const due = await ctx.db
    .select()
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

/** Openings that nobody opened in time: a yes to them is no yes to tonight's words. */
async function markOld({ db, now }: Context): Promise<void> {
  const old = await db
    .select({ id: approvals.id })
    .from(approvals)
    .innerJoin(openings, eq(openings.id, approvals.openingId))
    .where(
      and(
        ...[inArray(approvals.state, ["asked", "approved"]), isNull(approvals.usedFor)],
        ...[isNull(openings.incidentId), lte(openings.goodUntil, now)],
      ),
    )
    .limit(atOnce);
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await db.update(approvals).set({ state: "stale", tokenHash: null }).where(inArray(approvals.id, ids));
}

async function lapse(ctx: Context, approval: typeof approvals.$inferSelect): Promise<void> {
  const { id, incidentId } = approval;
  await ctx.db.transaction(async (tx) => {
    if (!(await lockSubject({ db: tx, now: ctx.now }, approval)).current) return;
    const [lapsed] = await tx
      .update(approvals)
      .set({ state: "approved", decidedAt: ctx.now, tokenHash: null })
      .where(and(eq(approvals.id, id), eq(approvals.state, "asked")))
      .returning({ role: approvals.role });
    if (!lapsed) return;
    const details = { approvalId: id, role: lapsed.role };
    await recordEvent(
      { ...ctx, db: tx },
      { kind: "approval_lapsed", ...(incidentId && { incidentId }), details },
    );
  });
}
