import { and, asc, eq, exists, gte, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { updateServices, updates } from "@/db/schema/updates";
import { hasPublicWords, publicUpdates } from "@/status/public/public-incidents";
import { stands } from "@/status/updates/standing";
import type { Change, Spell } from "./service-timeline";

/**
 * Per service, per incident that lasted until this moment or longer: all its changes in order. An incident that is over
 * says operational of all of them.
 */
export async function saidSince(tx: Db, ids: string[], since: Date): Promise<Map<string, Change[][]>> {
  const naming = alias(updates, "naming");
  const touching = tx
    .select({ id: naming.id })
    .from(naming)
    .innerJoin(updateServices, eq(updateServices.updateId, naming.id))
    .where(and(eq(naming.incidentId, incidents.id), inArray(updateServices.serviceId, ids)));
  const rows = await tx
    .select({
      incidentId: incidents.id,
      startedAt: incidents.startedAt,
      number: updates.number,
      status: updates.status,
      postedAt: updates.postedAt,
      serviceId: updateServices.serviceId,
      state: updateServices.state,
    })
    .from(updates)
    .innerJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(
      updateServices,
      and(eq(updateServices.updateId, updates.id), inArray(updateServices.serviceId, ids)),
    )
    .where(
      and(
        exists(touching),
        eq(incidents.drill, false),
        isNull(incidents.withdrawnAt),
        lastedUntil(tx, since),
        stands,
        publicUpdates,
        hasPublicWords,
      ),
    )
    .orderBy(asc(incidents.id), asc(updates.number));
  const byService = new Map<string, Map<string, Change[]>>(ids.map((id) => [id, new Map()]));
  const noted = new Set<string>();
  for (const { incidentId, startedAt, number, status, postedAt, serviceId, state } of rows) {
    // The first word comes after the trouble: what it says was true from the incident's start.
    const at = number === 1 ? startedAt : postedAt;
    const over = status === "resolved";
    for (const id of over ? ids : serviceId === null ? [] : [serviceId]) {
      const changes = byService.get(id)!;
      const said = changes.get(incidentId);
      // An update that names several services comes in several rows, and ends each of them once.
      const what = `${incidentId} ${number} ${id}`;
      if (noted.has(what)) continue;
      noted.add(what);
      const change = { at, state: over ? ("operational" as const) : state! };
      if (said) said.push(change);
      else changes.set(incidentId, [change]);
    }
  }
  return new Map([...byService].map(([id, changes]) => [id, [...changes.values()]]));
}

/** The security lane is few, and its words may be out of step with what readers were told. */
const lastedUntil = (tx: Db, since: Date) =>
  or(
    ...[ne(incidents.status, "resolved"), isNull(incidents.resolvedAt), eq(incidents.type, "security")],
    gte(incidents.resolvedAt, since),
    inArray(
      incidents.id,
      tx.select({ id: updates.incidentId }).from(updates).where(gte(updates.postedAt, since)),
    ),
  );

/** Per service: when it was really worked on, as far as that lasted until this moment. A window that has not begun says nothing. */
export async function workedOnSince(tx: Db, ids: string[], since: Date): Promise<Map<string, Spell[]>> {
  const rows = await tx
    .select({
      serviceId: maintenanceServices.serviceId,
      startedAt: maintenances.startedAt,
      completedAt: maintenances.completedAt,
      cancelledAt: maintenances.cancelledAt,
    })
    .from(maintenanceServices)
    .innerJoin(maintenances, eq(maintenances.id, maintenanceServices.maintenanceId))
    .where(and(inArray(maintenanceServices.serviceId, ids), isNotNull(maintenances.startedAt)));
  const byService = new Map<string, Spell[]>();
  for (const { serviceId, startedAt, completedAt, cancelledAt } of rows) {
    const endedAt = completedAt ?? cancelledAt;
    if (!startedAt || (endedAt && (endedAt <= startedAt || endedAt < since))) continue;
    const spell: Spell = { state: "under_maintenance", startedAt, endedAt };
    byService.set(serviceId, [...(byService.get(serviceId) ?? []), spell]);
  }
  return byService;
}
