import { and, isNotNull, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { publicIncidents } from "./public-incidents";

/** By when readers were promised words about each incident that is open: what the clock alone makes untrue. */
export async function openPromises(db: Db): Promise<Date[]> {
  const open = await db
    .select({ promise: incidents.nextUpdateBy })
    .from(incidents)
    .where(and(publicIncidents, ne(incidents.status, "resolved"), isNotNull(incidents.nextUpdateBy)));
  return open.flatMap(({ promise }) => promise ?? []);
}
