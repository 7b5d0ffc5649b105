import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";

export type Incident = typeof incidents.$inferSelect;

/**
 * Locks an incident, as posting does, so that whatever changes one waits for the other. Throws `incident_unknown`,
 * and `incident_withdrawn` where it was taken back as a whole.
 */
export async function lockIncident(tx: Db, incidentId: string): Promise<Incident> {
  const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for("update");
  if (!incident) throw new DomainError("incident_unknown", "This incident does not exist.");
  if (incident.withdrawnAt) {
    throw new DomainError("incident_withdrawn", "This incident was taken back. Open a new one to say more.");
  }
  return incident;
}
