import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { publishAdvice } from "@/lib/publish-decision";
import type { IncidentType, Severity } from "@/lib/vocabulary";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { closeOpenings } from "@/status/approvals/close-openings";
import { digestOf } from "@/status/approvals/opening";
import { authorise } from "@/status/authorise";
import { choosePlay } from "@/status/plays/choose-play";
import { playsInUse } from "@/status/plays/read-plays";
import { promiseOfPlay, runPlay } from "@/status/plays/run-play";
import { settleServices } from "@/status/services/settle-services";
import { insertUpdate } from "@/status/updates/insert-update";
import { refuseTitle } from "@/status/words/refuse-words";
import { newCodename } from "./codename";
import { type Posted, postedBefore } from "./posted-before";
import { ensureLiaison } from "./roles/ensure-liaison";
import { OpenIncident, promiseOf, promisesTo, refuseUnsaid } from "./schemas";

/** Opens an incident with its first update, in public or for private audiences alone, and runs the play of its severity; who opens it is its liaison. The same `onceKey` opens one incident, however often it is sent. */
export async function openIncident(ctx: Context, input: OpenIncident): Promise<Posted> {
  authorise(ctx.actor, "speak");
  const { title, startedAt, type, codename, alone, decision, ...said } = OpenIncident.parse(input);
  const nextUpdateBy = promiseOf(
    { ...said, nextUpdateBy: said.nextUpdateBy ?? (await played(ctx, said.severity, type)) },
    ctx.now,
  );
  const wordings = promisesTo(said, ctx.now);
  refuseUnsaid(said);
  if (startedAt && startedAt > ctx.now) {
    throw new DomainError("start_ahead", "The trouble cannot begin in the future.", {
      startedAt: "Choose a past time.",
    });
  }
  return ctx.db.transaction(async (tx) => {
    if (said.onceKey) {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${said.onceKey}, 0))`);
      const before = await postedBefore(tx, said.onceKey);
      if (before) return before;
    }
    const inside = { ...ctx, db: tx };
    const opening = digestOf({ title, type, ...said });
    const cleared = await clearWords(inside, { incident: null, type, ...said, alone, opening });
    const [incident] = await tx
      .insert(incidents)
      .values({
        title,
        type,
        regions: said.regions,
        codename: type === "security" ? codename || newCodename() : null,
        publishDecision: decision ? { ...decision, advice: publishAdvice(decision) } : null,
        status: said.status,
        severity: said.severity,
        impact: said.impact,
        nextUpdateBy,
        privateOnly: said.words === null,
        startedAt: startedAt ?? ctx.now,
        monitoringAt: said.status === "monitoring" ? ctx.now : null,
        openedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning({ id: incidents.id });
    const incidentId = incident!.id;
    await ensureLiaison(inside, incidentId);
    await refuseTitle(inside, { ...said, nextUpdateBy }, title);
    const { updateId, undoUntil } = await insertUpdate(inside, {
      ...said,
      wordings,
      incidentId,
      nextUpdateBy,
    });
    await spendApprovals(inside, cleared, { incidentId, revision: 1, updateId });
    await closeOpenings(tx, incidentId, { digest: opening, onceKey: said.onceKey });
    await settleServices(
      tx,
      said.services.map(({ serviceId }) => serviceId),
      startedAt ?? ctx.now,
    );
    const details = { ...(cleared.alone.length > 0 && { alone }) };
    const { version } = await recordEvent(inside, { kind: "incident_opened", incidentId, updateId, details });
    const { severity } = said;
    await runPlay(inside, { id: incidentId, severity, type, nextUpdateBy, privateOnly: said.words === null });
    return { incidentId, updateId, version, undoUntil };
  });
}

/** The promise that the play of an incident starts; null where there is none. */
async function played({ db, now }: Context, severity: Severity, type: IncidentType): Promise<Date | null> {
  const play = choosePlay((await playsInUse(db)).plays, { severity, type });
  return play && promiseOfPlay(play, now);
}
