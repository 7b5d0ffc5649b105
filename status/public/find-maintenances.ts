import { desc, inArray, type SQL } from "drizzle-orm";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { assembleUpdates } from "./assemble-updates";
import type { Snapshot } from "./in-snapshot";
import type { PublicMaintenance, PublicService } from "./types";

/** Maintenances that readers may see, the latest window first. */
export async function findMaintenances(
  { db, page }: Snapshot,
  shown: PublicService[],
  which: SQL | undefined,
  limit: number,
): Promise<PublicMaintenance[]> {
  const rows = await db
    .select({
      id: maintenances.id,
      title: maintenances.title,
      status: maintenances.status,
      scheduledFor: maintenances.scheduledFor,
      scheduledUntil: maintenances.scheduledUntil,
      startedAt: maintenances.startedAt,
      completedAt: maintenances.completedAt,
      sequence: maintenances.sequence,
      createdAt: maintenances.createdAt,
      updatedAt: maintenances.updatedAt,
    })
    .from(maintenances)
    .where(which)
    .orderBy(desc(maintenances.scheduledFor), desc(maintenances.id))
    .limit(limit);
  const ids = rows.map(({ id }) => id);
  const known = new Map(shown.map((service) => [service.id, service]));
  const updates = await assembleUpdates(db, page.id, { column: "maintenanceId", ids }, known);
  const touched = ids.length
    ? await db.select().from(maintenanceServices).where(inArray(maintenanceServices.maintenanceId, ids))
    : [];
  return rows.map((row) => {
    const mine = new Set(
      touched.filter(({ maintenanceId }) => maintenanceId === row.id).map(({ serviceId }) => serviceId),
    );
    return { ...row, updates: updates.get(row.id)!, services: shown.filter(({ id }) => mine.has(id)) };
  });
}
