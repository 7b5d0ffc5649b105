import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import { type IncidentRole, incidentRoles } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { offered } from "./holders";

export type RoleOffer = {
  id: string;
  userId: string;
  name: string;
  /** Who offers it; null when their account is gone. */
  by: string | null;
  at: Date;
  /** How often nobody answered before. */
  escalations: number;
};
export type HeldRole = {
  role: IncidentRole;
  holder: { userId: string; name: string; since: Date } | null;
  offer: RoleOffer | null;
};

/** Every role of an incident: who holds it, and who is asked to. */
export async function readRoles(ctx: Context, incidentId: string): Promise<HeldRole[]> {
  authorise(ctx.actor, "look");
  const rows = await selectRoles(ctx.db).where(
    and(eq(incidentRoleHolders.incidentId, incidentId), isNull(incidentRoleHolders.endedAt)),
  );
  return incidentRoles.map((role) => {
    const of = rows.filter(({ row }) => row.role === role);
    const holding = of.find(({ row }) => row.acceptedAt !== null);
    const asked = of.find(({ row }) => row.acceptedAt === null);
    return {
      role,
      holder: holding
        ? { userId: holding.user.id, name: nameOf(holding.user)!, since: holding.row.acceptedAt! }
        : null,
      offer: asked ? offerOf(asked) : null,
    };
  });
}

export type OwnOffer = RoleOffer & { role: IncidentRole; incidentId: string; incident: string };

/** What somebody is asked to do, oldest first: an offer waits for them and nobody else. */
export async function readOwnOffers(ctx: Context): Promise<OwnOffer[]> {
  authorise(ctx.actor, "look");
  if (ctx.actor.kind !== "user") return [];
  const rows = await selectRoles(ctx.db)
    .where(
      and(
        ...[eq(incidentRoleHolders.userId, ctx.actor.id), offered],
        ...[ne(incidents.status, "resolved"), isNull(incidents.withdrawnAt)],
      ),
    )
    .orderBy(asc(incidentRoleHolders.offeredAt));
  return rows.map((found) => ({
    ...offerOf(found),
    role: found.row.role,
    incidentId: found.incident.id,
    incident: nameOfIncident(found.incident),
  }));
}

const offerers = alias(users, "offerers");

const selectRoles = (db: Db) =>
  db
    .select({
      row: incidentRoleHolders,
      user: { id: users.id, email: users.email, name: users.name },
      offerer: { id: offerers.id, email: offerers.email, name: offerers.name },
      incident: incidents,
    })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .innerJoin(incidents, eq(incidents.id, incidentRoleHolders.incidentId))
    .leftJoin(offerers, eq(offerers.id, incidentRoleHolders.offeredBy))
    .$dynamic();

type Found = Awaited<ReturnType<typeof selectRoles>>[number];

function offerOf({ row, user, offerer }: Found): RoleOffer {
  const { id, offeredAt: at, escalations } = row;
  return { id, userId: user.id, name: nameOf(user)!, by: nameOf(offerer), at, escalations };
}

const nameOf = (user: { name: string | null; email: string } | null) => user && (user.name ?? user.email);
