import type { Db } from "@/db/client";
import { findIncidents } from "./find-incidents";
import { findMaintenances } from "./find-maintenances";
import { inSnapshot } from "./in-snapshot";
import { shownServices } from "./shown-services";
import type { PublicIncident, PublicMaintenance } from "./types";

/** Statuspage's API answers at most the newest 50 of each. */
const newestMax = 50;

export type PublicRecent = { incidents: PublicIncident[]; maintenances: PublicMaintenance[] };

/** The newest incidents and maintenances of any status, for machines. */
export async function readRecent(db: Db, slug: string, now: Date): Promise<PublicRecent> {
  const recent = await inSnapshot(db, slug, now, async (snapshot) => {
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    return {
      incidents: await findIncidents(snapshot, shown, undefined, newestMax),
      maintenances: await findMaintenances(snapshot, shown, undefined, newestMax),
    };
  });
  return recent ?? { incidents: [], maintenances: [] };
}
