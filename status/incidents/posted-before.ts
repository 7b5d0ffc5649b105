import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";

/**
 * What posting an update answers: `version` is the one readers get with it; until `undoUntil` it can be taken back,
 * null: it cannot.
 */
export type Posted = { incidentId: string; updateId: string; version: number; undoUntil: Date | null };

/**
 * The answer that this form got before, if it was sent before. Ask it under the lock that posting takes. Throws
 * `update_undone` when that was taken back: a request that was lost on its way must not bring it again.
 */
export async function postedBefore(tx: Db, onceKey: string): Promise<Posted | null> {
  const [found] = await tx
    .select({
      incidentId: updates.incidentId,
      updateId: updates.id,
      version: events.publicVersion,
      undoUntil: updates.undoUntil,
      undoneAt: updates.undoneAt,
    })
    .from(updates)
    .innerJoin(events, eq(events.updateId, updates.id))
    .where(eq(updates.onceKey, onceKey))
    .orderBy(events.id)
    .limit(1);
  if (!found?.incidentId) return null;
  const { undoneAt, ...posted } = found;
  if (undoneAt) {
    throw new DomainError(
      "update_undone",
      "These words were published and taken back. Your words are kept: reload this page to publish them anew.",
    );
  }
  return { ...posted, incidentId: found.incidentId };
}
