import { and, asc, count, desc, eq, gt, inArray } from "drizzle-orm";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { updateServices, updates } from "@/db/schema/updates";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { hasPublicWords } from "@/status/public/public-incidents";
import { settleServices } from "@/status/services/settle-services";
import { stands } from "@/status/updates/standing";
import { ensureLiaison } from "./roles/ensure-liaison";

/**
 * Makes an incident and its services follow its updates, without those that were taken back. `changes`: what an
 * update cannot say (the title).
 */
export async function settleIncident(
  ctx: Context,
  incidentId: string,
  changes: { title?: string } = {},
): Promise<void> {
  const said = await ctx.db
    .select()
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), stands))
    .orderBy(asc(updates.number));
  const last = said.at(-1)!;
  const inPublic = await countPublic(ctx, incidentId);
  const over = last.status === "resolved";
  const monitoring = said.findLast(({ status }) => status === "monitoring");
  const [before] = await ctx.db.select().from(incidents).where(eq(incidents.id, incidentId));
  await ctx.db
    .update(incidents)
    .set({
      ...changes,
      status: last.status as IncidentStatus,
      severity: (await changedSince(ctx, last)) ?? last.severity ?? before!.severity,
      impact: last.impact ?? before!.impact,
      regions: last.regions,
      privateOnly: inPublic === 0,
      nextUpdateBy: over ? null : last.nextUpdateBy,
      monitoringAt: monitoring?.postedAt ?? null,
      resolvedAt: over ? last.postedAt : null,
      revision: before!.revision + 1,
      updatedAt: ctx.now,
    })
    .where(eq(incidents.id, incidentId));
  if (!over) await ensureLiaison(ctx, incidentId);
  await settleServicesOf(ctx, incidentId);
}

/** How many of its updates that stand say something in public. */
async function countPublic({ db }: Pick<Context, "db">, incidentId: string): Promise<number> {
  const [counted] = await db
    .select({ inPublic: count() })
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), stands, hasPublicWords));
  return counted?.inPublic ?? 0;
}

/** What the severity was raised or lowered to after an update was posted; null when it was not. */
async function changedSince(
  { db }: Pick<Context, "db">,
  { id: updateId, incidentId }: typeof updates.$inferSelect,
): Promise<Severity | null> {
  const [posted] = await db
    .select({ id: events.id })
    .from(events)
    .where(eq(events.updateId, updateId))
    .orderBy(asc(events.id))
    .limit(1);
  // It is being posted right now: nothing came after it.
  if (!posted) return null;
  const changes = inArray(events.kind, ["severity_raised", "severity_lowered"]);
  const [newest] = await db
    .select({ details: events.details })
    .from(events)
    .where(and(eq(events.incidentId, incidentId!), changes, gt(events.id, posted.id)))
    .orderBy(desc(events.id))
    .limit(1);
  const changed = newest?.details.severity;
  return Array.isArray(changed) ? changed[1] : null;
}

/** Makes every service that an incident ever named follow what is said now, also where that was taken back. */
export async function settleServicesOf(ctx: Pick<Context, "db">, incidentId: string): Promise<void> {
  const named = await ctx.db
    .selectDistinct({ id: updateServices.serviceId })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(eq(updates.incidentId, incidentId));
  const [incident] = await ctx.db
    .select({ startedAt: incidents.startedAt })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  const ids = named.map(({ id }) => id);
  await settleServices(ctx.db, ids, incident!.startedAt);
}
