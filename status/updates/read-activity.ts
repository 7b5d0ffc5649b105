import { asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";
import { users } from "@/db/schema/users";
import type { EventKind } from "@/lib/vocabulary";

/** One line of the activity log: who did what, when. `who` null: the clock. */
export type Activity = {
  id: number;
  kind: EventKind;
  at: Date;
  who: string | null;
  updateId: string | null;
  details: Record<string, unknown>;
};

/** What happened to an incident or a maintenance, oldest first. */
export async function readActivity(
  db: Db,
  subject: { incidentId: string } | { maintenanceId: string },
): Promise<Activity[]> {
  const rows = await db
    .select({
      id: events.id,
      kind: events.kind,
      at: events.at,
      name: users.name,
      email: users.email,
      updateId: events.updateId,
      details: events.details,
    })
    .from(events)
    .leftJoin(users, eq(users.id, events.actorId))
    .where(
      "incidentId" in subject
        ? eq(events.incidentId, subject.incidentId)
        : eq(events.maintenanceId, subject.maintenanceId),
    )
    .orderBy(asc(events.id));
  return rows.map(({ name, email, ...row }) => ({ ...row, who: name ?? email }));
}
