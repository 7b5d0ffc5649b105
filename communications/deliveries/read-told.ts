import { and, asc, eq, inArray } from "drizzle-orm";
import type { Earlier, Told } from "@/communications/channels/channel";
import { incidentUrl, maintenanceUrl } from "@/communications/links";
import { servicesOfMaintenance, shownOf } from "@/communications/rules/read-event";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updateServices, updates, updateWords } from "@/db/schema/updates";
import { env } from "@/lib/env";
import type { Page } from "@/status/page/read-page";
import { sentinels } from "./personal-words";

/**
 * The facts of an update for a page's subscribers, with those of earlier updates (`also`) that go with it. What is
 * each recipient's own stands as sentinels. Throws when an update has no words.
 */
export async function readTold(db: Db, page: Page, updateId: string, also: string[] = []): Promise<Told> {
  const [row] = await selectUpdates(db, page.id, [updateId]);
  const subject = row?.incident ?? row?.maintenance;
  if (!row || !subject) throw new Error(`Update ${updateId} has no words to tell.`);
  const { update, words, incident, maintenance } = row;
  const earlier = also.length ? await selectUpdates(db, page.id, also) : [];
  return {
    pageName: page.name,
    pageUrl: env().PUBLIC_URL,
    zone: { timeZone: page.timeZone, language: page.language },
    updateId,
    subjectId: subject.id,
    kind: maintenance ? "maintenance" : "incident",
    title: subject.title,
    number: update.number,
    status: update.status,
    impact: update.impact,
    services: await servicesOf(db, updateId, maintenance?.id ?? null),
    html: words.html,
    words: words.words,
    startedAt: incident?.startedAt ?? update.postedAt,
    postedAt: update.postedAt,
    nextUpdateBy: update.nextUpdateBy,
    window: maintenance ? { from: maintenance.scheduledFor, until: maintenance.scheduledUntil } : null,
    url: urlOf(row),
    also: earlier.map(asEarlier),
    ...sentinels,
  };
}

type Row = Awaited<ReturnType<typeof selectUpdates>>[number];

function selectUpdates(db: Db, audienceId: string, ids: string[]) {
  return db
    .select({ update: updates, words: updateWords, incident: incidents, maintenance: maintenances })
    .from(updates)
    .innerJoin(updateWords, and(eq(updateWords.updateId, updates.id), eq(updateWords.audienceId, audienceId)))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .where(inArray(updates.id, ids))
    .orderBy(asc(updates.postedAt), asc(updates.number));
}

const urlOf = ({ incident, maintenance }: Row) =>
  maintenance ? maintenanceUrl(maintenance.id) : incidentUrl(incident?.id ?? "");

function asEarlier(row: Row): Earlier {
  const { update, words, incident, maintenance } = row;
  return {
    title: incident?.title ?? maintenance?.title ?? "",
    number: update.number,
    status: update.status,
    html: words.html,
    words: words.words,
    postedAt: update.postedAt,
    url: urlOf(row),
  };
}

/** What the update says of each service that readers may see; of planned work, all that it touches. */
async function servicesOf(db: Db, updateId: string, maintenanceId: string | null): Promise<Told["services"]> {
  if (maintenanceId) {
    const touched = await servicesOfMaintenance(db, maintenanceId);
    return touched.map((service) => ({ ...service, state: "under_maintenance" }));
  }
  const said = await db
    .select({ id: updateServices.serviceId, state: updateServices.state })
    .from(updateServices)
    .where(eq(updateServices.updateId, updateId));
  const stateOf = new Map(said.map(({ id, state }) => [id, state]));
  const shown = await shownOf(db, [...stateOf.keys()]);
  return shown.map((service) => ({ ...service, state: stateOf.get(service.id)! }));
}
