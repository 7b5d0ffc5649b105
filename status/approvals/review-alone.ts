import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { approvals } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { mayDecide } from "./find-approver";

const ReviewAlone = z.object({ approvalId: Id });

/** Says that what was published alone was looked at afterwards, by whose yes it would have needed (else `not_yours`). */
export async function reviewAlone(ctx: Context, input: z.input<typeof ReviewAlone>): Promise<void> {
  authorise(ctx.actor, "look");
  const { approvalId } = ReviewAlone.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  await ctx.db.transaction(async (tx) => {
    const of = and(
      eq(approvals.id, approvalId),
      eq(approvals.state, "overridden"),
      isNull(approvals.decidedAt),
    );
    const [alone] = await tx.select().from(approvals).where(of).for("update");
    if (!alone) throw new DomainError("approval_over", "This was reviewed already.");
    if (!(await mayDecide(tx, alone, actor.id))) {
      throw new DomainError("not_yours", "Somebody else reviews this: whose yes it would have needed.");
    }
    await tx.update(approvals).set({ decidedBy: actor.id, decidedAt: ctx.now }).where(of);
    const { incidentId, role } = alone;
    const details = { approvalId, role };
    await recordEvent(
      { ...ctx, db: tx },
      { kind: "approval_reviewed", ...(incidentId && { incidentId }), details },
    );
  });
}
