import { and, desc, gt, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { dayIn } from "@/lib/zoned-time";
import { fixedPaths, maintenancePaths } from "./fixed-paths";
import { inSnapshot, type Snapshot } from "./in-snapshot";
import { monthsOf } from "./months";
import { publicIncidents, wasPublic } from "./public-incidents";

/** With nothing known yet, the newest permalinks are published at once and older ones when somebody asks. */
const newestMax = 50;

/** With nothing known, addresses that were taken down this recently are made anew too: somebody may still keep them. */
const takenBackMilliseconds = 24 * 60 * 60 * 1000;

export type ChangedPaths = {
  version: number;
  paths: string[];
  /** Of these, addresses of incidents that were taken back, and their months: there may be nothing any more. */
  gone: string[];
};

/** Events whose effect is not bound to one incident: then every known permalink of the newest is made again. */
const everywhere = ["services_changed", "page_changed"] as const;

/** Which public paths differ from version `since` (null: all that are read often), and the version they show. */
export async function changedPaths(
  db: Db,
  slug: string,
  since: number | null,
  now: Date,
): Promise<ChangedPaths> {
  const changed = await inSnapshot(db, slug, now, async (snapshot) => {
    const news =
      since === null ? null : await snapshot.db.select().from(events).where(gt(events.publicVersion, since));
    const all = news === null || news.some(({ kind }) => (everywhere as readonly string[]).includes(kind));
    const { paths, gone } = all
      ? { paths: await readOften(snapshot), gone: await takenBack(snapshot) }
      : await about(
          snapshot,
          news.flatMap(({ incidentId }) => incidentId ?? []),
          news.flatMap(({ maintenanceId }) => maintenanceId ?? []),
        );
    return {
      version: snapshot.page.version,
      paths: [...new Set([...fixedPaths, ...paths, ...gone])],
      gone: [...new Set(gone)],
    };
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
      .where(publicIncidents)
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
    .where(and(publicIncidents, ne(incidents.status, "resolved")));
  return [
    ...[...newest, ...open].map(({ id }) => `/incidents/${id}`),
    ...planned.flatMap(({ id }) => maintenancePaths(id)),
    ...months.map((month) => `/history/${month}`),
  ];
}

const monthPath = ({ page }: Snapshot, at: Date) => `/history/${dayIn(at, page.timeZone).slice(0, 7)}`;

async function takenBack(snapshot: Snapshot): Promise<string[]> {
  const since = new Date(snapshot.page.asOf.getTime() - takenBackMilliseconds);
  const rows = await snapshot.db
    .select({ id: incidents.id, at: incidents.startedAt })
    .from(incidents)
    .where(and(wasPublic, gt(incidents.withdrawnAt, since)))
    .orderBy(desc(incidents.withdrawnAt))
    .limit(newestMax);
  return rows.flatMap(({ id, at }) => [`/incidents/${id}`, monthPath(snapshot, at)]);
}

async function about(
  snapshot: Snapshot,
  incidentIds: string[],
  maintenanceIds: string[],
): Promise<{ paths: string[]; gone: string[] }> {
  const { db } = snapshot;
  const touched = incidentIds.length
    ? await db
        .select({ id: incidents.id, at: incidents.startedAt, seen: sql<boolean>`(${publicIncidents})` })
        .from(incidents)
        .where(and(wasPublic, inArray(incidents.id, incidentIds)))
    : [];
  const worked = maintenanceIds.length
    ? await db
        .select({ id: maintenances.id, at: maintenances.scheduledFor })
        .from(maintenances)
        .where(inArray(maintenances.id, maintenanceIds))
    : [];
  const addresses = (some: { id: string; at: Date }[]) =>
    some.flatMap(({ id, at }) => [`/incidents/${id}`, monthPath(snapshot, at)]);
  return {
    paths: [
      ...addresses(touched.filter(({ seen }) => seen)),
      ...worked.flatMap(({ id, at }) => [...maintenancePaths(id), monthPath(snapshot, at)]),
    ],
    gone: addresses(touched.filter(({ seen }) => !seen)),
  };
}
