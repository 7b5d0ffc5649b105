import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { invitations } from "@/db/schema/invitations";
import { DomainError } from "@/lib/domain-error";
import { onlyOwners } from "@/status/people/only-owners";

/** Invitations that nobody has used yet. Owners only. */
export async function listInvitations(ctx: Context) {
  onlyOwners(ctx.actor);
  const { id, email, role, createdAt, expiresAt } = invitations;
  return ctx.db
    .select({ id, email, role, createdAt, expiresAt })
    .from(invitations)
    .where(
      and(isNull(invitations.usedAt), isNull(invitations.withdrawnAt), gt(invitations.expiresAt, ctx.now)),
    )
    .orderBy(asc(invitations.createdAt));
}

/** Takes an invitation back: its link does nothing any more. Owners only. */
export async function withdrawInvitation(ctx: Context, input: { id: string }): Promise<void> {
  onlyOwners(ctx.actor);
  const { id } = z.object({ id: z.string() }).parse(input);
  const [withdrawn] = await ctx.db
    .update(invitations)
    .set({ withdrawnAt: ctx.now })
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt), isNull(invitations.withdrawnAt)))
    .returning({ id: invitations.id });
  if (!withdrawn) throw new DomainError("invitation_over", "This invitation was used or withdrawn already.");
}
