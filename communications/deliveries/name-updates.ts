import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updates } from "@/db/schema/updates";
import { shownTitle } from "@/status/incidents/shown-title";
import { shownNumber } from "@/status/updates/shown-number";

/** An update as a person recognises it; a reminder by the update that it says again. */
export type NamedUpdate = { updateId: string; number: number; title: string; postedAt: Date };

/** Updates by id, with what they are called. */
export async function nameUpdates(db: Db, ids: string[]): Promise<Map<string, NamedUpdate>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      updateId: updates.id,
      number: shownNumber,
      title: sql<string>`coalesce(${shownTitle}, ${maintenances.title})`,
      postedAt: updates.postedAt,
    })
    .from(updates)
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .where(inArray(updates.id, ids));
  return new Map(rows.map((row) => [row.updateId, row]));
}
