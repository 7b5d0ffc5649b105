import { and, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { suppressPlanned } from "@/communications/subscribers/leave";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { updates } from "@/db/schema/updates";

/**
 * Ends the telling of everything that was said of an incident: nobody further is planned, what waits is
 * suppressed, and no next way is tried. What is being handed over goes on. Part of a transaction that holds the incident.
 */
export async function stopTelling(ctx: Pick<Context, "db" | "now">, incidentId: string): Promise<void> {
  const { db, now } = ctx;
  const told = and(eq(events.incidentId, incidentId), isNotNull(events.updateId));
  // Waits for the chunk that is being planned, if one is.
  await db.select({ id: events.id }).from(events).where(told).orderBy(events.id).for("update");
  await db
    .update(events)
    .set({ toldAt: sql`coalesce(${events.toldAt}, ${now.toISOString()}::timestamptz)` })
    .where(told);
  const said = db.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId));
  const waiting = await db
    .selectDistinct({ id: deliveries.recipientId })
    .from(deliveries)
    .where(and(inArray(deliveries.updateId, said), inArray(deliveries.state, ["planned", "held"])));
  await suppressPlanned(
    ctx,
    waiting.map(({ id }) => id),
    incidentId,
  );
  // Nor is anybody told by a rule's next way.
  await db
    .update(deliveries)
    .set({ nextLookedAt: now })
    .where(
      and(inArray(deliveries.updateId, said), ne(deliveries.thenBy, []), isNull(deliveries.nextLookedAt)),
    );
  await db.update(fanOuts).set({ complete: true }).where(inArray(fanOuts.updateId, said));
}
