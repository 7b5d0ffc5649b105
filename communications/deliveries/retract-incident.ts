import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { typedText } from "@/lib/typed";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { isExternal } from "@/status/approvals/who-approves";
import { audiencesLetIn } from "@/status/audiences/let-in";
import { readPrivateAudiences } from "@/status/audiences/read-audience";
import { authorise } from "@/status/authorise";
import { lastStates } from "@/status/incidents/last-states";
import { lockIncident } from "@/status/incidents/lock-incident";
import { isLocked } from "@/status/incidents/name-of-incident";
import { Alone } from "@/status/incidents/schemas";
import { settleIncident } from "@/status/incidents/settle-incident";
import { insertUpdate, publicAudienceId } from "@/status/updates/insert-update";
import { Id, Words } from "@/status/updates/schemas";
import { audiencesTold } from "./only-told";
import { stopTelling } from "./stop-telling";

const RetractIncident = z.object({
  incidentId: Id,
  /** Why it was none; for the record. */
  reason: typedText().min(1, "Say why it was a false alarm.").max(500),
  /** The one line for those who were told. */
  words: Words,
  alone: Alone.nullish(),
});
export type RetractIncident = z.input<typeof RetractIncident>;

/**
 * Takes a false alarm back as a whole: no reader sees it any more, what waits to be told is not, and whoever heard of
 * it gets one closing line on the channel they heard it by. The commander says yes to that line (or it is done alone,
 * with a reason; else `approval_missing`). It cannot be taken back itself.
 */
export async function retractIncident(
  ctx: Context,
  input: RetractIncident,
): Promise<{ incidentId: string; updateId: string; version: number }> {
  authorise(ctx.actor, "speak");
  const { incidentId, reason, words, alone } = RetractIncident.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const incident = await lockIncident(tx, incidentId);
    const publicId = await publicAudienceId(inside);
    await stopTelling(inside, incidentId);
    const told = await audiencesTold(tx, incidentId, publicId);
    const audiences = await withoutLockedOut(
      tx,
      incident,
      told.length ? await readPrivateAudiences(tx, told) : [],
    );
    const wordings = audiences.map(({ id }) => ({ audienceId: id, words }));
    const publicWords = incident.privateOnly ? null : words;
    const cleared = await clearWords(inside, {
      ...{ incident, words: publicWords, wordings, alone, always: "commander" },
    });
    const { severity, impact } = incident;
    const services = await lastStates(tx, incidentId);
    const { updateId } = await insertUpdate(inside, {
      ...{
        incidentId,
        status: "resolved",
        severity,
        impact,
        words: publicWords,
        wordings,
        tell: true,
        nextUpdateBy: null,
      },
      services: services.map(({ serviceId }) => ({ serviceId, state: "operational" })),
      // Said at a time of its own, it leaves at once: there is nothing to take back.
      postedAt: ctx.now,
    });
    await spendApprovals(inside, cleared, { incidentId, revision: incident.revision, updateId });
    // Before settling, so that services forget it as readers do.
    await tx.update(incidents).set({ withdrawnAt: ctx.now }).where(eq(incidents.id, incidentId));
    await settleIncident(inside, incidentId);
    const details = { reason, ...(cleared.alone.length > 0 && { alone }) };
    const { version } = await recordEvent(inside, {
      ...{ kind: "incident_retracted", incidentId, updateId },
      details,
    });
    return { incidentId, updateId, version };
  });
}

/** Whom the security lane keeps out by now gets no closing line either: it would tell them that there is something. */
async function withoutLockedOut(
  db: Context["db"],
  incident: Awaited<ReturnType<typeof lockIncident>>,
  told: Awaited<ReturnType<typeof readPrivateAudiences>>,
): Promise<typeof told> {
  if (!isLocked(incident)) return told;
  const letIn = await audiencesLetIn(db, incident.id);
  return told.filter((audience) => !isExternal(audience) || letIn.has(audience.id));
}
