import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { type approvals, openings } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { lockIncident } from "@/status/incidents/lock-incident";

type About = Pick<typeof approvals.$inferSelect, "incidentId" | "openingId" | "incidentRevision">;

/**
 * Locks what words were asked for, so that deciding and publishing wait for each other: their incident, or the opening
 * that proposes one. `current`: whether the question still stands for it as it is.
 */
export async function lockSubject(
  { db, now }: Pick<Context, "db" | "now">,
  { incidentId, openingId, incidentRevision }: About,
): Promise<{ current: boolean }> {
  if (incidentId) {
    const { revision } = await lockIncident(db, incidentId);
    return { current: revision === incidentRevision };
  }
  const [opening] = await db
    .select()
    .from(openings)
    .where(eq(openings.id, openingId ?? ""))
    .for("update");
  if (!opening) throw new DomainError("approval_unknown", "There is no such question.");
  return { current: opening.incidentId === null && opening.goodUntil > now };
}
