import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentAudiences } from "@/db/schema/incident-people";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { clearWords } from "@/status/approvals/clear-words";
import { readPrivateAudiences } from "@/status/audiences/read-audience";
import { authorise } from "@/status/authorise";
import { readPage } from "@/status/page/read-page";
import { insertUpdate } from "@/status/updates/insert-update";
import { Id, OnceKey } from "@/status/updates/schemas";
import { stands } from "@/status/updates/standing";
import { audiencesWithWords } from "./audiences-with-words";
import { lastStates } from "./last-states";
import { type Incident, lockIncident } from "./lock-incident";
import { type Posted, postedBefore } from "./posted-before";
import { promiseOf } from "./schemas";
import { settleIncident } from "./settle-incident";
import { tellsNoChange } from "./tells-no-change";

const SayNoChange = z.object({
  incidentId: Id,
  /** The incident's revision as the presser saw it: what is said must still be true. */
  revision: z.number().int(),
  onceKey: OnceKey.nullish(),
});
export type SayNoChange = z.input<typeof SayNoChange>;

/** The cadence's next promise to an audience; null: it asks for none. */
export type NextPromise = (
  db: Db,
  facts: { audienceId: string; severity: Severity; status: IncidentStatus; openedAt: Date; now: Date },
) => Promise<Date | null>;

/**
 * "Nothing new, we speak again by …", in one press: an update with the same facts, to every audience of the incident,
 * each in its own zone with its cadence's promise. Subscribers are told at most once an hour (`tellsNoChange`).
 * Nobody wrote these words: only the security lane asks for a yes to them. Refuses when the incident changed meanwhile (`incident_changed`) and when it is resolved (`incident_resolved`).
 */
export async function sayNoChange(
  ctx: Context,
  input: SayNoChange,
  nextPromise: NextPromise,
): Promise<Posted & { told: boolean }> {
  authorise(ctx.actor, "speak");
  const { incidentId, revision, onceKey } = SayNoChange.parse(input);
  return ctx.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const before = onceKey ? await postedBefore(tx, onceKey) : null;
    if (before) return { ...before, told: await wasTold(tx, before.updateId) };
    if (incident.status === "resolved") {
      throw new DomainError("incident_resolved", "This incident is resolved. Reopen it to say more.");
    }
    if (revision !== incident.revision) {
      throw new DomainError(
        "incident_changed",
        "Somebody changed this incident meanwhile. Look again first.",
      );
    }
    const inside = { ...ctx, db: tx };
    const { newsAt, toldAt } = await lastSaid(tx, incident);
    const tell = tellsNoChange(toldAt, ctx.now);
    const sayTo = async ({ id: audienceId, ...zone }: Zone & { id: string }) => {
      const { severity, status, startedAt: openedAt } = incident;
      const facts = { audienceId, severity, status, openedAt, now: ctx.now };
      const nextUpdateBy = promiseOf({ status, nextUpdateBy: await nextPromise(tx, facts) }, ctx.now);
      return { audienceId, nextUpdateBy, words: nothingNew(status, newsAt, nextUpdateBy, zone) };
    };
    const { audienceId: _, ...toPublic } = await sayTo(await readPage({ db: tx }));
    const said = incident.privateOnly ? { ...toPublic, words: null } : toPublic;
    const wordings = [];
    for (const audience of await spokenTo(tx, incident)) wordings.push(await sayTo(audience));
    const { status, severity, impact } = incident;
    if (incident.type === "security") await clearWords(inside, { incident, ...said, wordings });
    const { updateId, undoUntil } = await insertUpdate(inside, {
      ...{ incidentId, status, severity, impact, ...said, wordings },
      ...{ services: await lastStates(tx, incidentId), tell, noChange: true, onceKey },
    });
    await settleIncident(inside, incidentId);
    const event = { kind: "incident_updated", incidentId, updateId, details: { noChange: true } } as const;
    const { version } = await recordEvent(inside, event);
    return { incidentId, updateId, version, undoUntil, told: tell };
  });
}

/** The words of the catalogue, in an audience's language and zone. */
function nothingNew(status: IncidentStatus, since: Date, by: Date | null, zone: Zone): string {
  const words = wordsFor(zone.language).updates;
  return words.nothingNew(
    formatTime(since, "clock", zone),
    by ? formatTime(by, "zoned", zone) : "",
    status === "monitoring",
  );
}

/** When something new was said last, and when subscribers last heard that nothing was. */
async function lastSaid(tx: Db, { id, startedAt }: Incident) {
  const said = (noChange: boolean) =>
    tx
      .select({ at: updates.postedAt })
      .from(updates)
      .where(
        and(
          eq(updates.incidentId, id),
          stands,
          eq(updates.noChange, noChange),
          noChange ? eq(updates.tell, true) : undefined,
        ),
      )
      .orderBy(desc(updates.number))
      .limit(1);
  const [[news], [told]] = [await said(false), await said(true)];
  return { newsAt: news?.at ?? startedAt, toldAt: told?.at ?? null };
}

/** The incident's private audiences; of one that is not public, those that had words of their own. */
async function spokenTo(tx: Db, { id: incidentId, privateOnly }: Incident) {
  if (privateOnly) return audiencesWithWords(tx, incidentId);
  const ofIncident = await tx
    .select({ id: incidentAudiences.audienceId })
    .from(incidentAudiences)
    .where(eq(incidentAudiences.incidentId, incidentId));
  return readPrivateAudiences(
    tx,
    ofIncident.map(({ id }) => id),
  );
}

async function wasTold(tx: Db, updateId: string): Promise<boolean> {
  const [update] = await tx.select({ tell: updates.tell }).from(updates).where(eq(updates.id, updateId));
  return update?.tell ?? false;
}
