import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import type { IncidentRole } from "@/lib/vocabulary";

export type Holder = {
  id: string;
  userId: string;
  name: string;
  /** Whether their account is shut: then they hold it in name only. */
  gone: boolean;
};

/** A role that somebody accepted and holds still. */
export const held = and(isNotNull(incidentRoleHolders.acceptedAt), isNull(incidentRoleHolders.endedAt))!;
/** An offer that nobody answered yet. */
export const offered = and(isNull(incidentRoleHolders.acceptedAt), isNull(incidentRoleHolders.endedAt))!;

/** Who holds a role of an incident, or null. */
export async function holderOf(db: Db, incidentId: string, role: IncidentRole): Promise<Holder | null> {
  const { email, name, disabledAt } = users;
  const [row] = await db
    .select({ id: incidentRoleHolders.id, userId: incidentRoleHolders.userId, email, name, disabledAt })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(and(ofRole(incidentId, role), held));
  if (!row) return null;
  return { id: row.id, userId: row.userId, name: row.name ?? row.email, gone: row.disabledAt !== null };
}

/** Ends what is held, or offered, in a role. */
export async function end(
  ctx: { db: Db; now: Date },
  incidentId: string,
  role: IncidentRole,
  which: typeof held | typeof offered,
): Promise<void> {
  await ctx.db
    .update(incidentRoleHolders)
    .set({ endedAt: ctx.now })
    .where(and(ofRole(incidentId, role), which));
}

export const ofRole = (incidentId: string, role: IncidentRole) =>
  and(eq(incidentRoleHolders.incidentId, incidentId), eq(incidentRoleHolders.role, role))!;
