import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { incidentStatuses } from "@/lib/vocabulary";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { authorise } from "@/status/authorise";
import { insertUpdate } from "@/status/updates/insert-update";
import { Wordings } from "@/status/updates/insert-words";
import { AffectedServices, Id, OnceKey, Words } from "@/status/updates/schemas";
import { audiencesWithWords } from "./audiences-with-words";
import { type Posted, postedBefore } from "./posted-before";
import { Alone, promiseOf } from "./schemas";
import { settleIncident } from "./settle-incident";

const ReopenIncident = z.object({
  incidentId: Id,
  status: z.enum(incidentStatuses).exclude(["resolved"]).default("investigating"),
  words: Words,
  wordings: Wordings.default([]),
  services: AffectedServices,
  nextUpdateBy: z.date(),
  tell: z.boolean(),
  onceKey: OnceKey.nullish(),
  alone: Alone.nullish(),
});
export type ReopenIncident = z.input<typeof ReopenIncident>;

/** Opens a resolved incident again, with words and a promise: it was not over. */
export async function reopenIncident(ctx: Context, input: ReopenIncident): Promise<Posted> {
  authorise(ctx.actor, "speak");
  const { incidentId, alone, ...said } = ReopenIncident.parse(input);
  return ctx.db.transaction(async (tx) => {
    const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for("update");
    if (!incident) throw new DomainError("incident_unknown", "This incident does not exist.");
    const before = said.onceKey ? await postedBefore(tx, said.onceKey) : null;
    if (before) return before;
    if (incident.withdrawnAt) {
      throw new DomainError(
        "incident_withdrawn",
        "This incident was taken back. Open a new one to say more.",
      );
    }
    if (incident.status !== "resolved") {
      throw new DomainError("incident_open", "This incident is open already. Post an update.");
    }
    const inside = { ...ctx, db: tx };
    const { severity, impact, regions } = incident;
    const nextUpdateBy = promiseOf(said, ctx.now);
    // What only private audiences know of stays theirs: the words are for them.
    if (incident.privateOnly) {
      const audiences = await audiencesWithWords(tx, incidentId);
      const { words } = said;
      Object.assign(said, { words: null, wordings: audiences.map(({ id }) => ({ audienceId: id, words })) });
    }
    const cleared = await clearWords(inside, { incident, ...said, alone });
    const { updateId, undoUntil } = await insertUpdate(inside, {
      ...said,
      incidentId,
      severity,
      impact,
      regions,
      nextUpdateBy,
    });
    await spendApprovals(inside, cleared, { incidentId, revision: incident.revision, updateId });
    await settleIncident(inside, incidentId);
    const details = { ...(cleared.alone.length > 0 && { alone }) };
    const { version } = await recordEvent(inside, {
      kind: "incident_reopened",
      incidentId,
      updateId,
      details,
    });
    return { incidentId, updateId, version, undoUntil };
  });
}
