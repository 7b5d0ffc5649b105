import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audiences } from "@/db/schema/audiences";
import { approvals } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import { incidentRoleWords } from "@/lib/letter-words";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { Id, Words } from "@/status/updates/schemas";
import { findApprover } from "./find-approver";
import { neededApprovals } from "./needed-approvals";
import { approvalToken, hashOfToken } from "./token";

/** The longest that silence may be waited for before it counts as a yes. */
export const objectMinutesMax = 120;

const AskApproval = z.object({
  incidentId: Id,
  audienceId: Id,
  words: Words,
  /** Strong objections only: silence for so long is a yes. Left out: an explicit yes is needed. */
  objectWithinMinutes: z.number().int().min(1).max(objectMinutesMax).nullish(),
});
export type AskApproval = z.input<typeof AskApproval>;

/**
 * Asks for a yes to exact words for an audience. Who must give it gets them by letter; an earlier question about this
 * audience that waits is withdrawn. Refuses when there is nobody to ask (`approver_missing`), and silence as a yes
 * where legal must say it (`silence_is_no_yes`).
 */
export async function askApproval(
  ctx: Context,
  input: AskApproval,
): Promise<{ approvalId: string; approver: string }> {
  authorise(ctx.actor, "speak");
  const { incidentId, audienceId, words, objectWithinMinutes } = AskApproval.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  return ctx.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const [audience] = await tx.select().from(audiences).where(eq(audiences.id, audienceId));
    if (!audience) throw new DomainError("audience_unknown", "This audience is gone. Reload.");
    const needed = (await neededApprovals(tx, incident.type, [audienceId])).get(audienceId);
    const role = needed?.role ?? "commander";
    const approver = await findApprover(tx, incidentId, role, actor.id);
    if (!approver) {
      const who = incidentRoleWords[role].toLowerCase();
      throw new DomainError("approver_missing", `Nobody is ${who} here besides you. Ask somebody to be it.`);
    }
    if (role === "legal" && objectWithinMinutes) {
      throw new DomainError("silence_is_no_yes", "Legal says yes or no: silence is neither.");
    }
    await tx
      .update(approvals)
      .set({ state: "withdrawn", tokenHash: null })
      .where(
        and(
          ...[eq(approvals.incidentId, incidentId), eq(approvals.audienceId, audienceId)],
          eq(approvals.state, "asked"),
        ),
      );
    const approvalId = newId();
    await tx.insert(approvals).values({
      ...{ id: approvalId, incidentId, audienceId, words, role, state: "asked" },
      ...{ incidentRevision: incident.revision, askedBy: actor.id, askedAt: ctx.now },
      decideBy: objectWithinMinutes ? new Date(ctx.now.getTime() + objectWithinMinutes * 60_000) : null,
      tokenHash: hashOfToken(approvalToken(approvalId, approver.userId)),
    });
    const details = { approvalId, audience: audience.name, to: approver.name, approver: approver.userId };
    await recordEvent(
      { ...ctx, db: tx },
      { kind: "approval_asked", incidentId, details: { role, ...details } },
    );
    return { approvalId, approver: approver.name };
  });
}
