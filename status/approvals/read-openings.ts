import { and, desc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { approvals, openings } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import { authorise } from "@/status/authorise";
import { Opening } from "./opening";
import { type DeskApproval, readApprovalsWhere } from "./read-approvals";

/** Proposed openings that the desk shows at once. */
const shownMax = 20;

export type DeskOpening = {
  id: string;
  said: Opening;
  proposer: string;
  proposedAt: Date;
  goodUntil: Date;
  /** What it became; null: nothing yet. */
  incidentId: string | null;
  approvals: DeskApproval[];
  /** Whether everybody whose yes it needs has said it, and it still stands. */
  ready: boolean;
};

/** One proposed opening, or null. */
export async function readOpening(ctx: Context, openingId: string): Promise<DeskOpening | null> {
  authorise(ctx.actor, "look");
  const [row] = await select(ctx).where(eq(openings.id, openingId));
  return row ? ((await shown(ctx, [row]))[0] ?? null) : null;
}

/** Openings that wait for a yes, or with it for somebody to open them; the newest first. */
export async function readOpenings(ctx: Context): Promise<DeskOpening[]> {
  authorise(ctx.actor, "look");
  const rows = await select(ctx)
    .where(and(isNull(openings.incidentId), gt(openings.goodUntil, ctx.now)))
    .orderBy(desc(openings.proposedAt))
    .limit(shownMax);
  return shown(ctx, rows);
}

/** The newest opening with exactly this digest that nothing came of yet, or null. */
export async function findOpening(ctx: Context, digest: string): Promise<DeskOpening | null> {
  authorise(ctx.actor, "look");
  const [row] = await select(ctx)
    .where(and(eq(openings.digest, digest), isNull(openings.incidentId), gt(openings.goodUntil, ctx.now)))
    .orderBy(desc(openings.proposedAt))
    .limit(1);
  return row ? ((await shown(ctx, [row]))[0] ?? null) : null;
}

const select = ({ db }: Context) =>
  db
    .select({ opening: openings, proposer: { email: users.email, name: users.name } })
    .from(openings)
    .innerJoin(users, eq(users.id, openings.proposedBy))
    .$dynamic();

async function shown(ctx: Context, rows: Awaited<ReturnType<typeof select>>): Promise<DeskOpening[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ opening }) => opening.id);
  const asked = await readApprovalsWhere(ctx, inArray(approvals.openingId, ids));
  return rows.map(({ opening: { input, ...opening }, proposer }) => {
    const theirs = asked.filter(({ openingId }) => openingId === opening.id);
    const { id, proposedAt, goodUntil, incidentId } = opening;
    return {
      ...{ id, proposedAt, goodUntil, incidentId, approvals: theirs },
      said: Opening.parse(input),
      proposer: proposer.name ?? proposer.email,
      ready: theirs.length > 0 && theirs.every(({ state, current }) => state === "approved" && current),
    };
  });
}
