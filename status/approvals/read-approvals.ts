import { and, asc, desc, eq, isNull, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { audienceApprovals, audiences } from "@/db/schema/audiences";
import { approvals, openings } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import { authorise } from "@/status/authorise";
import { mayDecide } from "./find-approver";
import { nameOfSubject } from "./name-of-subject";

/** The newest that one incident's page shows. */
const shownMax = 20;

export type DeskApproval = Omit<typeof approvals.$inferSelect, "tokenHash"> & {
  audience: string;
  incident: string;
  asker: string;
  decider: string | null;
  /** Whether the words still stand for the incident as it is. */
  current: boolean;
  /** Whether who looks may decide it, or review it. */
  yours: boolean;
};

type Row = Awaited<ReturnType<typeof select>>[number];

const deciders = alias(users, "deciders");

/** What was asked and decided about an incident's words, newest first. */
export async function readApprovals(ctx: Context, incidentId: string): Promise<DeskApproval[]> {
  authorise(ctx.actor, "look");
  return readApprovalsWhere(ctx, eq(approvals.incidentId, incidentId));
}

/** The newest questions of some kind, for who was let in already. */
export async function readApprovalsWhere(
  ctx: Pick<Context, "db" | "actor" | "now">,
  which: SQL,
): Promise<DeskApproval[]> {
  const rows = await select(ctx.db).where(which).orderBy(desc(approvals.askedAt)).limit(shownMax);
  return showAll(ctx, rows);
}

/** One question and what became of it, or null. */
export async function readApproval(ctx: Context, approvalId: string): Promise<DeskApproval | null> {
  authorise(ctx.actor, "look");
  const [row] = await select(ctx.db).where(eq(approvals.id, approvalId));
  return row ? shown(ctx, row) : null;
}

/** The questions that wait for the word of who looks, oldest first. */
export async function readOwnQuestions(ctx: Context): Promise<DeskApproval[]> {
  authorise(ctx.actor, "look");
  const rows = await select(ctx.db)
    .where(and(eq(approvals.state, "asked"), isNull(incidents.withdrawnAt)))
    .orderBy(asc(approvals.askedAt))
    .limit(shownMax);
  const all = await showAll(ctx, rows);
  return all.filter(({ yours, current }) => yours && current);
}

/** Whose yes is configured, by audience and type. */
export async function listRequired(ctx: Context): Promise<(typeof audienceApprovals.$inferSelect)[]> {
  authorise(ctx.actor, "look");
  return ctx.db.select().from(audienceApprovals);
}

const select = (db: Db) =>
  db
    .select({
      approval: approvals,
      audience: { id: audiences.id, name: audiences.name },
      incident: incidents,
      opening: openings,
      asker: { email: users.email, name: users.name },
      decider: { email: deciders.email, name: deciders.name },
    })
    .from(approvals)
    .innerJoin(audiences, eq(audiences.id, approvals.audienceId))
    .leftJoin(openings, eq(openings.id, approvals.openingId))
    .leftJoin(incidents, eq(incidents.id, approvals.incidentId))
    .innerJoin(users, eq(users.id, approvals.askedBy))
    .leftJoin(deciders, eq(deciders.id, approvals.decidedBy))
    .$dynamic();

const showAll = (ctx: Pick<Context, "db" | "actor" | "now">, rows: Row[]) =>
  readTogether(
    ctx.db,
    rows.map((row) => () => shown(ctx, row)),
  );

async function shown(
  { db, actor, now }: Pick<Context, "db" | "actor" | "now">,
  { approval, audience, incident, opening, asker, decider }: Row,
): Promise<DeskApproval> {
  const { tokenHash: _, ...rest } = approval;
  const open = approval.state === "asked" || (approval.state === "overridden" && !approval.decidedAt);
  return {
    ...rest,
    audience: audience.name,
    incident: nameOfSubject({ incident, opening }),
    asker: asker.name ?? asker.email,
    decider: decider && (decider.name ?? decider.email),
    current: incident
      ? approval.openingId !== null || approval.incidentRevision === incident.revision
      : opening !== null && opening.goodUntil > now,
    yours: open && actor.kind === "user" && (await mayDecide(db, approval, actor.id)),
  };
}
