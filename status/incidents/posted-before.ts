import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";
import { updates } from "@/db/schema/updates";

/** What posting an update answers: `version` is the one readers get with it. */
export type Posted = { incidentId: string; updateId: string; version: number };

/** The answer that this form got before, if it was sent before. Ask it under the lock that posting takes. */
export async function postedBefore(tx: Db, onceKey: string): Promise<Posted | null> {
  const [found] = await tx
    .select({ incidentId: updates.incidentId, updateId: updates.id, version: events.publicVersion })
    .from(updates)
    .innerJoin(events, eq(events.updateId, updates.id))
    .where(eq(updates.onceKey, onceKey))
    .orderBy(events.id)
    .limit(1);
  return found?.incidentId ? { ...found, incidentId: found.incidentId } : null;
}
