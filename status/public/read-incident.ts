import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { findIncidents } from "./find-incidents";
import { inSnapshot } from "./in-snapshot";
import { shownServices } from "./shown-services";
import type { PublicIncident } from "./types";

/** One incident for readers, or null. */
export function readIncident(db: Db, slug: string, id: string, now: Date): Promise<PublicIncident | null> {
  return inSnapshot(db, slug, now, async (snapshot) => {
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    const [incident] = await findIncidents(snapshot, shown, eq(incidents.id, id), 1);
    return incident ?? null;
  });
}
