import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { fixedPaths, maintenancePaths } from "./fixed-paths";
import { inSnapshot } from "./in-snapshot";
import { monthsOf } from "./months";
import { publicIncidents } from "./public-incidents";

/** Every public path that exists, so that all others can be refused without asking. */
export async function allPaths(db: Db, slug: string): Promise<{ version: number; paths: string[] }> {
  const all = await inSnapshot(db, slug, new Date(0), async (snapshot) => {
    const happened = await snapshot.db.select({ id: incidents.id }).from(incidents).where(publicIncidents);
    const planned = await snapshot.db.select({ id: maintenances.id }).from(maintenances);
    const months = await monthsOf(snapshot);
    return {
      version: snapshot.page.version,
      paths: [
        ...fixedPaths,
        ...happened.map(({ id }) => `/incidents/${id}`),
        ...planned.flatMap(({ id }) => maintenancePaths(id)),
        ...months.map((month) => `/history/${month}`),
      ],
    };
  });
  if (!all) throw new Error(`There is no public page "${slug}".`);
  return all;
}
