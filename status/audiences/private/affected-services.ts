import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import type { ServiceState } from "@/lib/vocabulary";
import { stands } from "@/status/updates/standing";

export type AffectedService = { id: string; name: string; state: ServiceState };

/** The services that each incident hurts, with what was said of them last. */
export async function affectedServices(
  db: Db,
  incidentIds: string[],
): Promise<Map<string, AffectedService[]>> {
  const rows = await db
    .select({
      ...{ incidentId: updates.incidentId, id: services.id, name: services.name },
      state: updateServices.state,
    })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .innerJoin(services, eq(services.id, updateServices.serviceId))
    .where(and(inArray(updates.incidentId, incidentIds), stands))
    .orderBy(asc(updates.number), asc(services.name));
  const found = new Map<string, Map<string, AffectedService>>();
  for (const { incidentId, ...service } of rows) {
    if (!incidentId) continue;
    const ofIncident = found.get(incidentId) ?? new Map<string, AffectedService>();
    found.set(incidentId, ofIncident.set(service.id, service));
  }
  return new Map([...found].map(([id, ofIncident]) => [id, [...ofIncident.values()]]));
}
