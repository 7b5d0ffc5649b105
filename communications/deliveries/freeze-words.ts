import { eq } from "drizzle-orm";
import { createElement } from "react";
import { incidentUrl, maintenanceUrl } from "@/communications/links";
import { servicesOfMaintenance, shownOf } from "@/communications/rules/read-event";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updateServices, updates, updateWords } from "@/db/schema/updates";
import { renderLetter } from "@/emails/render-letter";
import UpdateLetter, { type UpdateLetterProps } from "@/emails/update";
import { updateSubject } from "@/emails/update-subject";
import { wordsFor } from "@/lib/words";
import type { Page } from "@/status/page/read-page";
import { sentinels } from "./personal-words";

/** An update's letter for a page's subscribers, rendered once, with sentinels for what is each recipient's own. */
export async function freezeWords(
  db: Db,
  page: Page,
  updateId: string,
): Promise<{ subject: string; html: string; text: string }> {
  const props = await readLetterProps(db, page, updateId);
  const subject = updateSubject(props, wordsFor(page.language), props.zone);
  return { subject, ...(await renderLetter(createElement(UpdateLetter, props))) };
}

async function readLetterProps(db: Db, page: Page, updateId: string): Promise<UpdateLetterProps> {
  const [row] = await db
    .select({ update: updates, html: updateWords.html, incident: incidents, maintenance: maintenances })
    .from(updates)
    .innerJoin(updateWords, eq(updateWords.updateId, updates.id))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .where(eq(updates.id, updateId));
  const subject = row?.incident ?? row?.maintenance;
  if (!row || !subject) throw new Error(`Update ${updateId} has no words to tell.`);
  const { update, incident, maintenance } = row;
  const affected = await db
    .select({ id: updateServices.serviceId, state: updateServices.state })
    .from(updateServices)
    .where(eq(updateServices.updateId, updateId));
  const touched = maintenance
    ? await servicesOfMaintenance(db, maintenance.id)
    : await shownOf(
        db,
        affected.map(({ id }) => id),
      );
  const stateOf = new Map(affected.map(({ id, state }) => [id, state]));
  return {
    pageName: page.name,
    zone: { timeZone: page.timeZone, language: page.language },
    title: subject.title,
    number: update.number,
    status: update.status,
    services: touched.map(({ id, name }) => ({ name, state: stateOf.get(id) ?? "under_maintenance" })),
    html: row.html,
    startedAt: incident?.startedAt ?? update.postedAt,
    postedAt: update.postedAt,
    nextUpdateBy: update.nextUpdateBy,
    window: maintenance ? { from: maintenance.scheduledFor, until: maintenance.scheduledUntil } : null,
    url: maintenance ? maintenanceUrl(maintenance.id) : incidentUrl(subject.id),
    ...sentinels,
  };
}
