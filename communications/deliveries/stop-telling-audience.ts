import { and, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { suppressPlanned } from "@/communications/subscribers/leave";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { updates } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { planAgain } from "./plan-again";

type Doing = Pick<Context, "db" | "now">;
type Stopping = { incidentId: string; audienceId: string };

/**
 * Ends the telling of an incident to one audience: what waits for its people is suppressed and no next way is tried.
 * Others go on, also those whose words such a message would have brought. Part of a transaction that holds the incident
 * and after which the audience may not be reached (`mayReach`): that is what keeps further portions from being planned.
 */
export async function stopTellingAudience(ctx: Doing, engine: PgBoss, stopping: Stopping): Promise<void> {
  const { db, now } = ctx;
  const { incidentId, audienceId } = stopping;
  // Waits for the chunk that is being planned, if one is.
  await db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.incidentId, incidentId), isNotNull(events.updateId)))
    .orderBy(events.id)
    .for("update");
  const said = db.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId));
  const theirs = and(inArray(deliveries.updateId, said), eq(deliveries.audienceId, audienceId));
  const waiting = await db
    .selectDistinct({ id: deliveries.recipientId })
    .from(deliveries)
    .where(and(theirs, inArray(deliveries.state, ["planned", "held"])));
  const ids = waiting.map(({ id }) => id);
  const brought = await readBrought(ctx, stopping, ids);
  await suppressPlanned(ctx, ids, incidentId);
  await db
    .update(deliveries)
    .set({ nextLookedAt: now })
    .where(and(theirs, ne(deliveries.thenBy, []), isNull(deliveries.nextLookedAt)));
  const groups = groupBy(brought, (one) => `${one.updateId} ${one.audienceId} ${one.channel}`);
  for (const some of groups.values()) {
    const recipientIds = some.map(({ recipientId }) => recipientId).toSorted();
    await planAgain(ctx, engine, some[0]!, recipientIds, "merged", "By itself: its message was stopped");
  }
}

/** Messages of other audiences that left their words to one of these, which has not gone. */
async function readBrought({ db }: Doing, { incidentId, audienceId }: Stopping, ids: string[]) {
  if (ids.length === 0) return [];
  const { updateId, channel, recipientId } = deliveries;
  const said = db.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId));
  const bringing = db
    .select({ key: deliveries.updateId })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.updateId, said),
        inArray(deliveries.recipientId, ids),
        inArray(deliveries.state, ["planned", "held"]),
      ),
    );
  return db
    .select({ updateId, channel, recipientId, audienceId: deliveries.audienceId })
    .from(deliveries)
    .where(
      and(
        ...[eq(deliveries.state, "merged"), ne(deliveries.audienceId, audienceId)],
        ...[inArray(deliveries.mergedIntoRecipient, ids), inArray(deliveries.updateId, bringing)],
      ),
    )
    .orderBy(deliveries.recipientId);
}
