import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import { updates } from "@/db/schema/updates";
import type { DeliveryState } from "@/lib/vocabulary";

/** A message that left, or may have: whoever has one heard of it. */
const left: DeliveryState[] = ["sending", "sent", "delayed", "delivered", "unknown"];

/** Of these recipients those who heard of an incident, each on the channel that they are a recipient of. */
export async function onlyTold<One extends { id: string }>(
  db: Db,
  incidentId: string | null,
  recipients: One[],
): Promise<One[]> {
  if (!incidentId || recipients.length === 0) return [];
  const ids = recipients.map(({ id }) => id);
  const rows = await db
    .selectDistinct({ id: deliveries.recipientId })
    .from(deliveries)
    .innerJoin(updates, eq(updates.id, deliveries.updateId))
    .where(
      and(
        eq(updates.incidentId, incidentId),
        inArray(deliveries.recipientId, ids),
        inArray(deliveries.state, left),
      ),
    );
  const told = new Set(rows.map(({ id }) => id));
  return recipients.filter(({ id }) => told.has(id));
}

/** The private audiences of whom somebody heard of an incident. */
export async function audiencesTold(db: Db, incidentId: string, publicId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: deliveries.audienceId })
    .from(deliveries)
    .innerJoin(updates, eq(updates.id, deliveries.updateId))
    .where(and(eq(updates.incidentId, incidentId), inArray(deliveries.state, left)));
  return rows.map(({ id }) => id).filter((id) => id !== publicId);
}
