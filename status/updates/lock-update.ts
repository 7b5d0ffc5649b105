import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";

export type LockedUpdate = {
  update: typeof updates.$inferSelect;
  /** Null: it is about planned work. */
  incident: typeof incidents.$inferSelect | null;
};

/**
 * Locks the incident of an update, as posting does, so that whatever changes one waits for the other; then reads
 * the update as it is. Throws `update_unknown`.
 */
export async function lockUpdate(tx: Db, updateId: string): Promise<LockedUpdate> {
  const of = eq(updates.id, updateId);
  const [about] = await tx.select({ incidentId: updates.incidentId }).from(updates).where(of);
  if (!about) throw new DomainError("update_unknown", "This update does not exist.");
  const [incident] = about.incidentId
    ? await tx.select().from(incidents).where(eq(incidents.id, about.incidentId)).for("update")
    : [];
  const [update] = await tx.select().from(updates).where(of);
  return { update: update!, incident: incident ?? null };
}
