import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { maintenances } from "@/db/schema/maintenances";
import { findMaintenances } from "./find-maintenances";
import { inSnapshot } from "./in-snapshot";
import { shownServices } from "./shown-services";
import type { PublicMaintenance } from "./types";

/** One maintenance for readers, or null. */
export function readMaintenance(
  db: Db,
  slug: string,
  id: string,
  now: Date,
): Promise<PublicMaintenance | null> {
  return inSnapshot(db, slug, now, async (snapshot) => {
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    const [maintenance] = await findMaintenances(snapshot, shown, eq(maintenances.id, id), 1);
    return maintenance ?? null;
  });
}
