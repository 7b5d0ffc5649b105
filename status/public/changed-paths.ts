import { and, desc, eq, gt, inArray, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { dayIn } from "@/lib/zoned-time";
import { fixedPaths, maintenancePaths } from "./fixed-paths";
import { inSnapshot, type Snapshot } from "./in-snapshot";
import { monthsOf } from "./months";

/** With nothing known yet, the newest permalinks are published at once and older ones when somebody asks. */
const newestMax = 50;

/** Events whose effect is not bound to one incident: then every known permalink of the newest is made again. */
const everywhere = ["services_changed", "page_changed"] as const;

/** Which public paths differ from version `since` (null: all that are read often), and the version they show. */
export async function changedPaths(
  db: Db,
  slug: string,
  since: number | null,
  now: Date,
): Promise<{ version: number; paths: string[] }> {
  const changed = await inSnapshot(db, slug, now, async (snapshot) => {
    const news =
      since === null ? null : await snapshot.db.select().from(events).where(gt(events.publicVersion, since));
    const all = news === null || news.some(({ kind }) => (everywhere as readonly string[]).includes(kind));
    const permalinks = all
      ? await readOften(snapshot)
      : await about(
          snapshot,
          news.flatMap(({ incidentId }) => incidentId ?? []),
          news.flatMap(({ maintenanceId }) => maintenanceId ?? []),
        );
    return { version: snapshot.page.version, paths: [...new Set([...fixedPaths, ...permalinks])] };
  });
  if (!changed) throw new Error(`There is no public page "${slug}".`);
  return changed;
}

async function readOften(snapshot: Snapshot): Promise<string[]> {
  const { db } = snapshot;
  const [newest, planned, months] = [
    await db
      .select({ id: incidents.id })
      .from(incidents)
      .where(eq(incidents.drill, false))
      .orderBy(desc(incidents.startedAt))
      .limit(newestMax),
    await db
      .select({ id: maintenances.id })
      .from(maintenances)
      .orderBy(desc(maintenances.scheduledFor))
      .limit(newestMax),
    await monthsOf(snapshot),
  ];
  const open = await db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.drill, false), ne(incidents.status, "resolved")));
  return [
    ...[...newest, ...open].map(({ id }) => `/incidents/${id}`),
    ...planned.flatMap(({ id }) => maintenancePaths(id)),
    ...months.map((month) => `/history/${month}`),
  ];
}

async function about(
  { db, page }: Snapshot,
  incidentIds: string[],
  maintenanceIds: string[],
): Promise<string[]> {
  const month = (at: Date) => `/history/${dayIn(at, page.timeZone).slice(0, 7)}`;
  const touched = incidentIds.length
    ? await db
        .select({ id: incidents.id, at: incidents.startedAt })
        .from(incidents)
        .where(and(eq(incidents.drill, false), inArray(incidents.id, incidentIds)))
    : [];
  const worked = maintenanceIds.length
    ? await db
        .select({ id: maintenances.id, at: maintenances.scheduledFor })
        .from(maintenances)
        .where(inArray(maintenances.id, maintenanceIds))
    : [];
  return [
    ...touched.flatMap(({ id, at }) => [`/incidents/${id}`, month(at)]),
    ...worked.flatMap(({ id, at }) => [...maintenancePaths(id), month(at)]),
  ];
}
