import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema/users";
import type { IncidentRole } from "@/lib/vocabulary";
import { holderOf } from "@/status/incidents/roles/holders";

type Approver = { userId: string; name: string };

/**
 * Who is asked for a yes: who holds the role; without a commander the deputy, then an owner. Never who asks. Null when
 * there is nobody; for legal nobody stands in.
 */
export async function findApprover(
  db: Db,
  incidentId: string,
  role: IncidentRole,
  askerId: string,
): Promise<Approver | null> {
  const roles = role === "commander" ? (["commander", "deputy"] as const) : [role];
  for (const one of roles) {
    const holder = await holderOf(db, incidentId, one);
    if (holder && !holder.gone && holder.userId !== askerId) return holder;
  }
  if (role === "legal") return null;
  const owners = await db
    .select()
    .from(users)
    .where(and(eq(users.role, "owner"), isNull(users.disabledAt)))
    .orderBy(asc(users.name), asc(users.email));
  const owner = owners.find(({ id }) => id !== askerId);
  return owner ? { userId: owner.id, name: owner.name ?? owner.email } : null;
}

/** Whether somebody's word decides: who holds the role, the deputy for the commander, an owner; for legal its holder. */
export async function mayDecide(
  db: Db,
  { incidentId, role, askedBy }: { incidentId: string; role: IncidentRole; askedBy: string },
  userId: string,
): Promise<boolean> {
  if (userId === askedBy) return false;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  if (!user || user.disabledAt) return false;
  if ((await holderOf(db, incidentId, role))?.userId === userId) return true;
  if (role === "legal") return false;
  if (role === "commander" && (await holderOf(db, incidentId, "deputy"))?.userId === userId) return true;
  return user.role === "owner";
}
