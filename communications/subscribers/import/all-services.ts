import { asc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { services } from "@/db/schema/services";
import { shownServices } from "@/status/public/shown-services";

/** Every service, and whether a page shows it: somebody may have chosen one before it was hidden. */
export async function allServices(
  db: Db,
  audienceId: string,
): Promise<{ id: string; name: string; shown: boolean }[]> {
  const shown = new Set((await shownServices(db, audienceId)).map(({ id }) => id));
  const all = await db
    .select({ id: services.id, name: services.name })
    .from(services)
    .orderBy(asc(services.name));
  return all.map((service) => ({ ...service, shown: shown.has(service.id) }));
}
