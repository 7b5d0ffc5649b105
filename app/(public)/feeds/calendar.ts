import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { plainText } from "@/lib/plain-text";
import { oneLine } from "@/lib/visible-text";
import { wordsFor } from "@/lib/words";
import type { PublicMaintenance, PublicPage } from "@/status/public/types";
import { clean } from "./entries";

/** How often a calendar that subscribed should look again. */
const refreshSeconds = 3600;

/** Planned work as iCalendar. The UID stays, SEQUENCE rises on reschedule, a cancelled window says so. */
export function calendar(page: PublicPage, publicUrl: string, maintenances: PublicMaintenance[]): string {
  const words = wordsFor(page.language);
  const made = ical({
    name: oneLine(clean(words.feeds.calendar(page.name))),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Drawbridge", product: "Status page", language: page.language.toUpperCase() },
    ttl: refreshSeconds,
  });
  for (const maintenance of maintenances) {
    const said = maintenance.updates.at(-1);
    const services = maintenance.services.map(({ name }) => name).join(", ");
    made.createEvent({
      id: `${maintenance.id}@${new URL(publicUrl).hostname}`,
      sequence: maintenance.sequence,
      // Not the wall clock: unchanged facts must give the same bytes.
      stamp: maintenance.updatedAt,
      created: maintenance.createdAt,
      lastModified: maintenance.updatedAt,
      start: maintenance.scheduledFor,
      end: maintenance.scheduledUntil,
      summary: clean(maintenance.title),
      description: clean([said && plainText(said.html), services].filter(Boolean).join("\n\n")),
      url: `${publicUrl}/maintenances/${maintenance.id}`,
      status: maintenance.status === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return made.toString();
}
