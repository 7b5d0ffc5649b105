import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { type Severity, severities } from "@/lib/vocabulary";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { authorise } from "@/status/authorise";
import { runPlay } from "@/status/plays/run-play";
import { linkAnswers } from "@/status/questions/carry-answers";
import { insertUpdate } from "@/status/updates/insert-update";
import { refuseTitle } from "@/status/words/refuse-words";
import { isLocked } from "./name-of-incident";
import { type Posted, postedBefore } from "./posted-before";
import { refuseSilentChange } from "./refuse-silent-change";
import { PostUpdate, promiseOf, promisesTo, refuseUnsaid } from "./schemas";
import { settleIncident } from "./settle-incident";

/**
 * Posts an incident's next update; with status `resolved` it ends. Without public words it is for private audiences
 * alone, and changes nothing that readers see; the first public words make an incident public. The same `onceKey` posts once. Refuses a
 * writer who did not see the newest update (`incident_changed`), a resolved incident (`incident_resolved`),
 * a lower severity without a reason (`reason_missing`), and words without the yes they need (`assertApproved`).
 */
export async function postUpdate(ctx: Context, input: PostUpdate): Promise<Posted> {
  authorise(ctx.actor, "speak");
  const { incidentId, revision, title, reason, alone, answers, ...said } = PostUpdate.parse(input);
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
    if (revision != null && revision !== incident.revision) {
      throw new DomainError(
        "incident_changed",
        "Somebody changed this incident while you wrote. Your words are kept.",
      );
    }
    if (incident.status === "resolved") {
      throw new DomainError("incident_resolved", "This incident is resolved. Reopen it to say more.");
    }
    refuseUnexplained(incident.severity, said.severity, reason);
    const inside = { ...ctx, db: tx };
    refuseUnsaid(said);
    const silent = said.words === null && !incident.privateOnly && !isLocked(incident);
    if (silent) await refuseSilentChange(inside, incident, { ...said, title });
    // What the public was promised stays, where nothing is said to it.
    const nextUpdateBy = silent ? incident.nextUpdateBy : promiseOf(said, ctx.now);
    const wordings = promisesTo(said, ctx.now);
    if (title) await refuseTitle(inside, { ...said, nextUpdateBy }, title);
    const cleared = await clearWords(inside, { incident, ...said, alone });
    const { updateId, undoUntil } = await insertUpdate(inside, {
      ...said,
      wordings,
      incidentId,
      nextUpdateBy,
    });
    await spendApprovals(inside, cleared, { incidentId, revision: incident.revision, updateId });
    const audienceIds = wordings.map(({ audienceId }) => audienceId);
    await linkAnswers(inside, { incidentId, updateId, answers, audienceIds });
    await settleIncident(inside, incidentId, title ? { title } : {});
    const { version } = await recordEvent(inside, {
      kind: said.status === "resolved" ? "incident_resolved" : "incident_updated",
      incidentId,
      updateId,
      details: {
        ...(said.severity !== incident.severity && { severity: [incident.severity, said.severity], reason }),
        ...(cleared.alone.length > 0 && { alone }),
        ...(incident.privateOnly && said.words !== null && { madePublic: true }),
        ...(title && title !== incident.title && { title: [incident.title, title] }),
      },
    });
    if (isWorse(said.severity, incident.severity) && said.status !== "resolved") {
      await runPlay(inside, { ...incident, severity: said.severity, nextUpdateBy });
    }
    return { incidentId, updateId, version, undoUntil };
  });
}

const isWorse = (one: Severity, than: Severity) => severities.indexOf(one) < severities.indexOf(than);

/** Raising is one click; lowering is explained, so that nobody argues in the tool. */
function refuseUnexplained(from: Severity, to: Severity, reason: string | null | undefined): void {
  if (!isWorse(from, to) || reason) return;
  throw new DomainError("reason_missing", "Say why it is milder than before.", {
    reason: "Say why it is milder than before.",
  });
}
