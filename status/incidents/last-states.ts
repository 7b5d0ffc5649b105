import { and, asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { updateServices, updates } from "@/db/schema/updates";
import type { ServiceState } from "@/lib/vocabulary";
import { stands } from "@/status/updates/standing";

/** What an incident said last of each service that it ever named: an update without news says the same. */
export async function lastStates(
  db: Db,
  incidentId: string,
): Promise<{ serviceId: string; state: ServiceState }[]> {
  const said = await db
    .select({ serviceId: updateServices.serviceId, state: updateServices.state })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(and(eq(updates.incidentId, incidentId), stands))
    .orderBy(asc(updates.number));
  const states = new Map(said.map(({ serviceId, state }) => [serviceId, state]));
  return [...states].map(([serviceId, state]) => ({ serviceId, state }));
}
