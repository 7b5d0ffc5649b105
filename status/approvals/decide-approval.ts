import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { approvals } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { mayDecide } from "./find-approver";
import { lockSubject } from "./lock-subject";

const DecideApproval = z
  .object({
    approvalId: Id,
    decision: z.enum(["approved", "objected"]),
    /** Why not; asked for with an objection. */
    reason: typedText().max(1000).nullish(),
  })
  .refine(({ decision, reason }) => decision === "approved" || reason, {
    message: "Say what must change.",
    path: ["reason"],
  });
export type DecideApproval = z.input<typeof DecideApproval>;

/**
 * Says yes or no to exact words. Refuses who asked, and everybody whose word does not decide (`not_yours`); what was
 * decided before (`approval_over`); and words about what has moved on (`approval_stale`).
 */
export async function decideApproval(
  ctx: Context,
  input: DecideApproval,
): Promise<{ incidentId: string | null }> {
  authorise(ctx.actor, "look");
  const { approvalId, decision, reason } = DecideApproval.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  return ctx.db.transaction(async (tx) => {
    const of = eq(approvals.id, approvalId);
    const [known] = await tx.select().from(approvals).where(of);
    if (!known) throw new DomainError("approval_unknown", "There is no such question.");
    const { current } = await lockSubject({ db: tx, now: ctx.now }, known);
    const [asked] = await tx.select().from(approvals).where(of);
    const { incidentId, role, state } = asked!;
    if (!(await mayDecide(tx, asked!, actor.id))) {
      throw new DomainError("not_yours", "This is not yours to decide.");
    }
    if (state !== "asked") {
      throw new DomainError("approval_over", "This was decided, withdrawn or replaced meanwhile.");
    }
    if (!current) {
      const words = "This moved on since you were asked. You will be asked again.";
      throw new DomainError("approval_stale", words);
    }
    await tx
      .update(approvals)
      .set({ state: decision, decidedBy: actor.id, decidedAt: ctx.now, reason, tokenHash: null })
      .where(of);
    await recordEvent(
      { ...ctx, db: tx },
      {
        kind: decision === "approved" ? "approval_given" : "approval_objected",
        ...(incidentId && { incidentId }),
        details: { approvalId, role, ...(reason && { reason }) },
      },
    );
    return { incidentId };
  });
}
