import { and, asc, eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { incidents } from "@/db/schema/incidents";
import { updateServices, updates } from "@/db/schema/updates";
import type { IncidentStatus } from "@/lib/vocabulary";
import { settleServices } from "@/status/services/settle-services";
import { stands } from "@/status/updates/standing";

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
  const over = last.status === "resolved";
  const monitoring = said.findLast(({ status }) => status === "monitoring");
  const [before] = await ctx.db.select().from(incidents).where(eq(incidents.id, incidentId));
  await ctx.db
    .update(incidents)
    .set({
      ...changes,
      status: last.status as IncidentStatus,
      severity: last.severity ?? before!.severity,
      impact: last.impact ?? before!.impact,
      nextUpdateBy: over ? null : last.nextUpdateBy,
      monitoringAt: monitoring?.postedAt ?? null,
      resolvedAt: over ? last.postedAt : null,
      revision: before!.revision + 1,
      updatedAt: ctx.now,
    })
    .where(eq(incidents.id, incidentId));
  await settleServicesOf(ctx, incidentId);
}

/** Makes every service that an incident ever named follow what is said now, also where that was taken back. */
export async function settleServicesOf(ctx: Pick<Context, "db">, incidentId: string): Promise<void> {
  const named = await ctx.db
    .selectDistinct({ id: updateServices.serviceId })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(eq(updates.incidentId, incidentId));
  await settleServices(
    ctx.db,
    named.map(({ id }) => id),
  );
}
