import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";

/** Whom people added to these incidents tonight, oldest first: one event a press. */
export async function readAdded(db: Db, incidentIds: string[]): Promise<(typeof events.$inferSelect)[]> {
  if (incidentIds.length === 0) return [];
  return db
    .select()
    .from(events)
    .where(and(inArray(events.incidentId, incidentIds), eq(events.kind, "people_added")))
    .orderBy(asc(events.id));
}
