import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices } from "@/db/schema/maintenances";
import { services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import type { EventFacts } from "./who-hears";

/** What the rule needs to know of an event. */
export async function readEventFacts(db: Db, event: typeof events.$inferSelect): Promise<EventFacts> {
  const [update] = event.updateId
    ? await db
        .select({ tell: updates.tell, number: updates.number })
        .from(updates)
        .where(eq(updates.id, event.updateId))
    : [];
  const [incident] = event.incidentId
    ? await db
        .select({ drill: incidents.drill, backfilled: incidents.backfilled })
        .from(incidents)
        .where(eq(incidents.id, event.incidentId))
    : [];
  return {
    kind: event.kind,
    tell: update?.tell ?? false,
    drill: incident?.drill ?? false,
    backfilled: incident?.backfilled ?? false,
    incidentId: event.incidentId,
    services: event.incidentId
      ? await servicesOfIncident(db, event.incidentId, update?.number)
      : await servicesOfMaintenance(db, event.maintenanceId),
  };
}

/** Every service an incident touched, up to an update: who heard of the start also hears of the end. */
export async function servicesOfIncident(db: Db, incidentId: string, upToNumber?: number) {
  return db
    .selectDistinct({ id: services.id, name: services.name })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .innerJoin(services, eq(services.id, updateServices.serviceId))
    .where(
      and(
        eq(updates.incidentId, incidentId),
        upToNumber === undefined ? undefined : lte(updates.number, upToNumber),
      ),
    )
    .orderBy(sql`${services.name}`);
}

async function servicesOfMaintenance(db: Db, maintenanceId: string | null) {
  if (!maintenanceId) return [];
  const ids = db
    .select({ id: maintenanceServices.serviceId })
    .from(maintenanceServices)
    .where(eq(maintenanceServices.maintenanceId, maintenanceId));
  return db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(inArray(services.id, ids))
    .orderBy(services.name);
}
