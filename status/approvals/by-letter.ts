import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { approvals, openings } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { renderMarkdown } from "@/lib/markdown";
import { type DecideApproval, decideApproval } from "./decide-approval";
import { nameOfSubject, withTitle } from "./name-of-subject";
import { hashOfToken, readToken } from "./token";

/** A letter's question, for whoever holds its key. */
export type Question = {
  approvalId: string;
  incident: string;
  audience: string;
  html: string;
  askedBy: string;
  decideBy: Date | null;
  /** Whose answer it will be. */
  approver: string;
};

type Doing = Pick<Context, "db" | "now">;

/** What a letter asks; null when its key is spent, or none of ours. Reading decides nothing. */
export async function readQuestion(ctx: Doing, token: string): Promise<Question | null> {
  const known = await find(ctx, token);
  if (!known) return null;
  const { approval, opening, audience, user } = known;
  const [asker] = await ctx.db.select().from(users).where(eq(users.id, approval.askedBy));
  return {
    approvalId: approval.id,
    incident: nameOfSubject(known),
    audience: audience.name,
    // The title of what is only proposed goes out with its words.
    html: opening ? withTitle(opening, approval.words) : renderMarkdown(approval.words),
    askedBy: asker?.name ?? asker?.email ?? "",
    decideBy: approval.decideBy,
    approver: user.name ?? user.email,
  };
}

/**
 * Decides with the key of a letter, in the name of whom it was written to, without a session of the desk. The key is
 * good for one decision. Throws `approval_over` when it is spent, and what `decideApproval` throws.
 */
export async function decideByLetter(
  ctx: Doing,
  { token, ...decision }: { token: string } & Pick<DecideApproval, "decision" | "reason">,
): Promise<{ incidentId: string | null }> {
  const known = await find(ctx, token);
  if (!known) {
    throw new DomainError(
      "approval_over",
      "This link is spent: it was answered, or the question was withdrawn.",
    );
  }
  const { id, role, name, email } = known.user;
  const actor = { kind: "user", id, role, name: name ?? email } as const;
  return decideApproval({ ...ctx, actor }, { approvalId: known.approval.id, ...decision });
}

async function find({ db }: Doing, token: string) {
  const read = readToken(token);
  if (!read) return null;
  const [approved] = await db
    .select({ approval: approvals, incident: incidents, opening: openings, audience: audiences })
    .from(approvals)
    .leftJoin(openings, eq(openings.id, approvals.openingId))
    .leftJoin(incidents, eq(incidents.id, approvals.incidentId))
    .innerJoin(audiences, eq(audiences.id, approvals.audienceId))
    .where(eq(approvals.tokenHash, hashOfToken(token)));
  const [user] = await db.select().from(users).where(eq(users.id, read.userId));
  if (approved?.approval.state !== "asked" || !user || user.disabledAt) return null;
  return { ...approved, user };
}
