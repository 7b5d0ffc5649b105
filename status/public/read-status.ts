import { and, gte, inArray, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { impacts } from "@/lib/vocabulary";
import { overallStatus } from "@/status/overall-status";
import { findIncidents } from "./find-incidents";
import { findMaintenances } from "./find-maintenances";
import { inSnapshot } from "./in-snapshot";
import { servicesWithHistory } from "./services-with-history";
import { shownGroups, shownServices } from "./shown-services";
import type { PublicIncident, PublicMaintenance, PublicStatus } from "./types";

const pastDays = 14;
/** More than these on one page help nobody; the history has them all. */
const listMax = 100;

/** What the status page of an audience shows, or null when there is no such public page. */
export function readStatus(db: Db, slug: string, now: Date): Promise<PublicStatus | null> {
  return inSnapshot(db, slug, now, async (snapshot) => {
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    const groups = await shownGroups(snapshot.db, shown);
    const services = await servicesWithHistory(snapshot, shown);
    const openIncidents = await findIncidents(snapshot, shown, ne(incidents.status, "resolved"), listMax);
    const since = new Date(now.getTime() - pastDays * 86_400_000);
    const pastIncidents = await findIncidents(snapshot, shown, gte(incidents.resolvedAt, since), listMax);
    const coming = inArray(maintenances.status, ["scheduled", "in_progress", "verifying"]);
    const planned = await findMaintenances(snapshot, shown, and(coming), listMax);
    return {
      page: snapshot.page,
      overall: overallStatus(
        services.map(({ state }) => state),
        openIncidents.map(({ impact }) => impact),
      ),
      groups,
      services,
      openIncidents: openIncidents.sort(byImpact),
      maintenances: planned.sort(byUrgency),
      pastIncidents,
    };
  });
}

function byImpact(a: PublicIncident, b: PublicIncident): number {
  const rank = impacts.indexOf(b.impact) - impacts.indexOf(a.impact);
  return rank || b.startedAt.getTime() - a.startedAt.getTime();
}

function byUrgency(a: PublicMaintenance, b: PublicMaintenance): number {
  const waits = (one: PublicMaintenance) => Number(one.status === "scheduled");
  return waits(a) - waits(b) || a.scheduledFor.getTime() - b.scheduledFor.getTime();
}
