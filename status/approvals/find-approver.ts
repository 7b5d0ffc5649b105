import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { type approvals, openings } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import type { IncidentRole } from "@/lib/vocabulary";
import { holderOf } from "@/status/incidents/roles/holders";

type About = Pick<typeof approvals.$inferSelect, "incidentId" | "openingId" | "role" | "askedBy">;
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
  return role === "legal" ? null : anotherOwner(db, askerId);
}

/**
 * Who is asked for a yes to an incident that is only proposed, so that nobody holds a role of it: who was named, if
 * they may speak at the desk; else an owner. Never who asks. Null when there is nobody; for legal nobody stands in.
 */
export async function findOpeningApprover(
  db: Db,
  { role, askerId, approverId }: { role: IncidentRole; askerId: string; approverId?: string | null },
): Promise<Approver | null> {
  if (!approverId) return role === "legal" ? null : anotherOwner(db, askerId);
  const [named] = await db.select().from(users).where(eq(users.id, approverId));
  if (!named || named.disabledAt || named.role === "viewer" || named.id === askerId) return null;
  return { userId: named.id, name: named.name ?? named.email };
}

async function anotherOwner(db: Db, askerId: string): Promise<Approver | null> {
  const owners = await db
    .select()
    .from(users)
    .where(and(eq(users.role, "owner"), isNull(users.disabledAt)))
    .orderBy(asc(users.name), asc(users.email));
  const owner = owners.find(({ id }) => id !== askerId);
  return owner ? { userId: owner.id, name: owner.name ?? owner.email } : null;
}

/**
 * Whether somebody's word decides: who holds the role, the deputy for the commander, an owner; for legal its holder.
 * Of an incident that is only proposed: who was named, or an owner; for legal who was named.
 */
export async function mayDecide(
  db: Db,
  { incidentId, openingId, role, askedBy }: About,
  userId: string,
): Promise<boolean> {
  if (userId === askedBy) return false;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  if (!user || user.disabledAt) return false;
  if (!incidentId) {
    const [opening] = await db
      .select({ approverId: openings.approverId })
      .from(openings)
      .where(eq(openings.id, openingId ?? ""));
    return opening?.approverId === userId || (role !== "legal" && user.role === "owner");
  }
  if ((await holderOf(db, incidentId, role))?.userId === userId) return true;
  if (role === "legal") return false;
  if (role === "commander" && (await holderOf(db, incidentId, "deputy"))?.userId === userId) return true;
  return user.role === "owner";
}
