import { and, desc, eq, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { stands } from "@/status/updates/standing";
import { settleIncident, settleServicesOf } from "./settle-incident";
import { takeBackPromises } from "./take-back-promises";

type Update = typeof updates.$inferSelect & { incidentId: string };

/**
 * Makes it as if an update had not been said: incident and services are again what the updates before say. Without
 * any before, the incident is withdrawn as a whole. Answers the incident's new revision. Part of the transaction of
 * `undoUpdate`, which decides whether it may be.
 */
export async function takeBack(
  ctx: Context,
  update: Update,
): Promise<{ revision: number; withdrawn: boolean }> {
  const { id, incidentId } = update;
  const undoneBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await ctx.db
    .update(updates)
    .set({ undoneAt: ctx.now, undoneBy, updatedAt: ctx.now })
    .where(eq(updates.id, id));
  const withdrawn = (await newestStanding(ctx, incidentId)) === null;
  if (withdrawn) await withdraw(ctx, incidentId);
  else await settleIncident(ctx, incidentId, await titleBefore(ctx, id));
  await takeBackPromises(ctx, update);
  const [after] = await ctx.db
    .select({ revision: incidents.revision })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  return { revision: after!.revision, withdrawn };
}

/** The newest update of an incident that stands: the only one that can be taken back. */
export async function newestStanding(
  { db }: Pick<Context, "db">,
  incidentId: string,
): Promise<string | null> {
  const [newest] = await db
    .select({ id: updates.id })
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), stands))
    .orderBy(desc(updates.number))
    .limit(1);
  return newest?.id ?? null;
}

async function withdraw(ctx: Context, incidentId: string): Promise<void> {
  await ctx.db
    .update(incidents)
    .set({ withdrawnAt: ctx.now, revision: sql`${incidents.revision} + 1`, updatedAt: ctx.now })
    .where(eq(incidents.id, incidentId));
  await settleServicesOf(ctx, incidentId);
}

/** The incident's title before an update changed it; nothing when it did not. */
async function titleBefore({ db }: Pick<Context, "db">, updateId: string): Promise<{ title?: string }> {
  const [posted] = await db
    .select({ details: events.details })
    .from(events)
    .where(eq(events.updateId, updateId))
    .orderBy(events.id)
    .limit(1);
  const [before] = Array.isArray(posted?.details.title) ? posted.details.title : [];
  return typeof before === "string" ? { title: before } : {};
}
