import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Context } from "@/db/context";
import { incidents } from "@/db/schema/incidents";
import { playRuns, summons, summonsCalls } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import type { IncidentRole, SummonsState } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { nameOfIncident } from "@/status/incidents/name-of-incident";

/** A role that a play asks for, with everybody it asked, in order. */
export type RunSummons = {
  id: string;
  role: IncidentRole;
  state: SummonsState;
  startedAt: Date;
  /** When the next one is asked. */
  dueAt: Date;
  endedAt: Date | null;
  acknowledgedBy: { userId: string; name: string } | null;
  calls: { userId: string; name: string; calledAt: Date }[];
};
export type PlayRun = {
  id: string;
  playId: string;
  name: string;
  version: number;
  ranAt: Date;
  templateId: string | null;
  summons: RunSummons[];
};

const acknowledgers = alias(users, "acknowledgers");

/** The plays that ran for an incident, oldest first, and what came of them. */
export async function readPlayRuns(ctx: Context, incidentId: string): Promise<PlayRun[]> {
  authorise(ctx.actor, "look");
  const { db } = ctx;
  const runs = await db
    .select()
    .from(playRuns)
    .where(eq(playRuns.incidentId, incidentId))
    .orderBy(asc(playRuns.ranAt));
  if (runs.length === 0) return [];
  const rows = await db
    .select({ one: summons, name: acknowledgers.name, email: acknowledgers.email })
    .from(summons)
    .leftJoin(acknowledgers, eq(acknowledgers.id, summons.acknowledgedBy))
    .where(eq(summons.incidentId, incidentId))
    .orderBy(asc(summons.role));
  const calls = await db
    .select({ call: summonsCalls, name: users.name, email: users.email })
    .from(summonsCalls)
    .innerJoin(summons, eq(summons.id, summonsCalls.summonsId))
    .innerJoin(users, eq(users.id, summonsCalls.userId))
    .where(eq(summons.incidentId, incidentId))
    .orderBy(asc(summonsCalls.calledAt), asc(summonsCalls.place));
  return runs.map(({ id, playId, name, version, ranAt, templateId }) => ({
    ...{ id, playId, name, version, ranAt, templateId },
    summons: rows
      .filter(({ one }) => one.runId === id)
      .map(({ one, ...by }) => ({
        ...{ id: one.id, role: one.role, state: one.state, startedAt: one.startedAt },
        ...{ dueAt: one.dueAt, endedAt: one.endedAt },
        acknowledgedBy: one.acknowledgedBy
          ? { userId: one.acknowledgedBy, name: by.name ?? by.email ?? "" }
          : null,
        calls: calls
          .filter(({ call }) => call.summonsId === one.id)
          .map(({ call, ...who }) => ({
            ...{ userId: call.userId, calledAt: call.calledAt },
            name: who.name ?? who.email,
          })),
      })),
  }));
}

export type OwnSummons = {
  id: string;
  role: IncidentRole;
  incidentId: string;
  incident: string;
  since: Date;
};

/** What summons somebody now, oldest first: wherever they are at the desk, they are asked. */
export async function readOwnSummons(ctx: Context): Promise<OwnSummons[]> {
  authorise(ctx.actor, "look");
  if (ctx.actor.kind !== "user") return [];
  const rows = await ctx.db
    .select({ one: summons, call: summonsCalls, incident: incidents })
    .from(summonsCalls)
    .innerJoin(summons, eq(summons.id, summonsCalls.summonsId))
    .innerJoin(incidents, eq(incidents.id, summons.incidentId))
    .where(
      and(
        ...[eq(summonsCalls.userId, ctx.actor.id), eq(summons.state, "waiting")],
        ...[ne(incidents.status, "resolved"), isNull(incidents.withdrawnAt)],
      ),
    )
    .orderBy(asc(summonsCalls.calledAt));
  return rows.map(({ one, call, incident }) => ({
    ...{ id: one.id, role: one.role, incidentId: incident.id, since: call.calledAt },
    incident: nameOfIncident(incident),
  }));
}
