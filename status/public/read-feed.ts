import { and, desc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updates, updateWords } from "@/db/schema/updates";
import { stands } from "@/status/updates/standing";
import { findIncidents } from "./find-incidents";
import { findMaintenances } from "./find-maintenances";
import { inSnapshot } from "./in-snapshot";
import { publicIncidents, publicUpdates } from "./public-incidents";
import { shownServices } from "./shown-services";
import type { PublicUpdate } from "./types";

/** What Statuspage's feeds hold. */
const entriesMax = 25;

export type PublicFeedEntry = {
  update: PublicUpdate;
  about: { kind: "incident" | "maintenance"; id: string; title: string };
};

/** The newest updates of incidents and maintenances, newest first: what the feeds tell. */
export async function readFeed(db: Db, slug: string): Promise<PublicFeedEntry[]> {
  const entries = await inSnapshot(db, slug, new Date(0), async (snapshot) => {
    const newest = await snapshot.db
      .select({ id: updates.id, incidentId: updates.incidentId, maintenanceId: updates.maintenanceId })
      .from(updates)
      .innerJoin(
        updateWords,
        and(eq(updateWords.updateId, updates.id), eq(updateWords.audienceId, snapshot.page.id)),
      )
      .leftJoin(incidents, eq(incidents.id, updates.incidentId))
      .where(and(stands, publicUpdates, or(isNull(incidents.id), publicIncidents)))
      .orderBy(desc(updates.postedAt), desc(updates.number), desc(updates.id))
      .limit(entriesMax);
    const ids = (column: "incidentId" | "maintenanceId") => newest.flatMap((update) => update[column] ?? []);
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    const told = [
      ...(await findIncidents(snapshot, shown, inArray(incidents.id, ids("incidentId")), entriesMax)).map(
        (incident) => ({ kind: "incident" as const, ...incident }),
      ),
      ...(
        await findMaintenances(snapshot, shown, inArray(maintenances.id, ids("maintenanceId")), entriesMax)
      ).map((maintenance) => ({ kind: "maintenance" as const, ...maintenance })),
    ];
    const byUpdate = new Map(
      told.flatMap(({ kind, id, title, updates }) =>
        updates.map((update) => [update.id, { update, about: { kind, id, title } }] as const),
      ),
    );
    return newest.flatMap(({ id }) => byUpdate.get(id) ?? []);
  });
  return entries ?? [];
}
