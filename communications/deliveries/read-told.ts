import { and, asc, eq, inArray } from "drizzle-orm";
import type { Earlier, Told } from "@/communications/channels/channel";
import { audienceUrl, incidentUrl, maintenanceUrl } from "@/communications/links";
import { servicesOfMaintenance, shownOf } from "@/communications/rules/read-event";
import type { Db } from "@/db/client";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updateServices, updates, updateWords } from "@/db/schema/updates";
import { env } from "@/lib/env";
import type { Audience } from "@/status/audiences/read-audience";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { shownNumber } from "@/status/updates/shown-number";
import { sentinels } from "./personal-words";

/**
 * The facts of an update in the words of an audience, with those of earlier updates (`also`) that go with it. What is
 * each recipient's own stands as sentinels. Throws when an update has no words.
 */
export async function readTold(
  db: Db,
  audience: Audience,
  updateId: string,
  also: string[] = [],
): Promise<Told> {
  const [row] = await selectUpdates(db, audience.id, [updateId]);
  const subject = row?.incident ?? row?.maintenance;
  if (!row || !subject) throw new Error(`Update ${updateId} has no words to tell.`);
  const { update, words, incident, maintenance } = row;
  return {
    pageName: audience.name,
    pageUrl: env().PUBLIC_URL,
    zone: { timeZone: audience.timeZone, language: audience.language },
    updateId,
    subjectId: subject.id,
    kind: maintenance ? "maintenance" : "incident",
    title: incident ? nameOfIncident(incident) : subject.title,
    number: row.number,
    status: update.status,
    impact: update.impact,
    services: await servicesOf(db, audience, update.repeats ?? updateId, maintenance?.id ?? null),
    html: words.html,
    words: words.words,
    startedAt: incident?.startedAt ?? update.postedAt,
    postedAt: update.postedAt,
    nextUpdateBy: await promiseTo(db, audience, update),
    window: maintenance ? { from: maintenance.scheduledFor, until: maintenance.scheduledUntil } : null,
    url: urlOf(audience, row),
    also: await readEarlier(db, audience, also),
    ...sentinels,
  };
}

/**
 * Earlier updates as they stand in a message to an audience, oldest first; those without words for it do not. `renamed`:
 * an incident that gets another name with the message.
 */
export async function readEarlier(
  db: Db,
  audience: Audience,
  ids: string[],
  renamed?: { id: string; title: string },
): Promise<Earlier[]> {
  const rows = ids.length ? await selectUpdates(db, audience.id, ids) : [];
  return rows.map((row) => {
    const earlier = asEarlier(audience, row);
    return renamed && row.incident?.id === renamed.id ? { ...earlier, title: renamed.title } : earlier;
  });
}

type Row = Awaited<ReturnType<typeof selectUpdates>>[number];

function selectUpdates(db: Db, audienceId: string, ids: string[]) {
  return db
    .select({
      ...{ update: updates, words: updateWords, incident: incidents, maintenance: maintenances },
      number: shownNumber,
    })
    .from(updates)
    .innerJoin(updateWords, and(eq(updateWords.updateId, updates.id), eq(updateWords.audienceId, audienceId)))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .where(inArray(updates.id, ids))
    .orderBy(asc(updates.postedAt), asc(updates.number));
}

/** A private audience reads on its own page, the public on the permalink; what was taken back has none any more. */
function urlOf({ kind, slug }: Audience, { incident, maintenance }: Row): string {
  if (kind === "private") return audienceUrl(slug);
  if (incident?.withdrawnAt) return env().PUBLIC_URL;
  return maintenance ? maintenanceUrl(maintenance.id) : incidentUrl(incident?.id ?? "");
}

/** A private audience may have been promised another time than the public. */
async function promiseTo(db: Db, audience: Audience, update: Row["update"]): Promise<Date | null> {
  if (audience.kind === "public" || !update.incidentId) return update.nextUpdateBy;
  const [own] = await db
    .select({ at: incidentAudiences.nextUpdateBy })
    .from(incidentAudiences)
    .where(
      and(eq(incidentAudiences.incidentId, update.incidentId), eq(incidentAudiences.audienceId, audience.id)),
    );
  return own ? own.at : update.nextUpdateBy;
}

function asEarlier(audience: Audience, row: Row): Earlier {
  const { update, words, incident, maintenance } = row;
  return {
    title: incident ? nameOfIncident(incident) : (maintenance?.title ?? ""),
    number: row.number,
    status: update.status,
    html: words.html,
    words: words.words,
    postedAt: update.postedAt,
    url: urlOf(audience, row),
  };
}

/** What the update says of each service that readers may see; of planned work, all that it touches. */
async function servicesOf(
  db: Db,
  audience: Audience,
  updateId: string,
  maintenanceId: string | null,
): Promise<Told["services"]> {
  if (maintenanceId) {
    const touched = await servicesOfMaintenance(db, audience, maintenanceId);
    return touched.map((service) => ({ ...service, state: "under_maintenance" }));
  }
  const said = await db
    .select({ id: updateServices.serviceId, state: updateServices.state })
    .from(updateServices)
    .where(eq(updateServices.updateId, updateId));
  const stateOf = new Map(said.map(({ id, state }) => [id, state]));
  const shown = await shownOf(db, audience, [...stateOf.keys()]);
  return shown.map((service) => ({ ...service, state: stateOf.get(service.id)! }));
}
