import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { serviceIntervals, services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import { hasPublicWords, publicUpdates } from "@/status/public/public-incidents";
import { stands } from "@/status/updates/standing";
import { type Change, type Spell, serviceTimeline, spellsOf } from "./service-timeline";

/**
 * Makes the state and the history of services follow everything that was said of them in public. Called inside every verb
 * that says something; nothing else writes `services.state` and `service_intervals`.
 */
export async function settleServices(tx: Db, serviceIds: string[]): Promise<void> {
  const ids = [...new Set(serviceIds)].sort();
  if (ids.length === 0) return;
  // In order of id, so that two verbs that share services wait for each other instead of dead-locking.
  await tx
    .select({ id: services.id })
    .from(services)
    .where(inArray(services.id, ids))
    .orderBy(services.id)
    .for("update");
  const [said, worked] = [await saidOf(tx, ids), await workedOn(tx, ids)];
  await tx.delete(serviceIntervals).where(inArray(serviceIntervals.serviceId, ids));
  for (const id of ids) {
    const spells = [...(said.get(id) ?? []).flatMap(spellsOf), ...(worked.get(id) ?? [])];
    const timeline = serviceTimeline(spells);
    if (timeline.length) {
      await tx.insert(serviceIntervals).values(timeline.map((spell) => ({ ...spell, serviceId: id })));
    }
    const state = timeline.find(({ endedAt }) => endedAt === null)?.state ?? "operational";
    await tx.update(services).set({ state }).where(eq(services.id, id));
  }
}

/** Per service, per incident: its changes in order. An incident that is over says operational of all of them. */
async function saidOf(tx: Db, ids: string[]): Promise<Map<string, Change[][]>> {
  const touching = tx
    .selectDistinct({ id: updates.incidentId })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(and(inArray(updateServices.serviceId, ids), isNotNull(updates.incidentId)));
  const rows = await tx
    .select({
      incidentId: incidents.id,
      startedAt: incidents.startedAt,
      updateId: updates.id,
      number: updates.number,
      status: updates.status,
      postedAt: updates.postedAt,
    })
    .from(updates)
    .innerJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(
      and(
        inArray(incidents.id, touching),
        eq(incidents.drill, false),
        isNull(incidents.withdrawnAt),
        stands,
        publicUpdates,
        hasPublicWords,
      ),
    )
    .orderBy(asc(incidents.id), asc(updates.number));
  const states = await statesBy(
    tx,
    ids,
    rows.map(({ updateId }) => updateId),
  );
  const byService = new Map<string, Map<string, Change[]>>(ids.map((id) => [id, new Map()]));
  for (const { incidentId, startedAt, updateId, number, status, postedAt } of rows) {
    // The first word comes after the trouble: what it says was true from the incident's start.
    const at = number === 1 ? startedAt : postedAt;
    for (const [id, changes] of byService) {
      const named = states.get(`${updateId} ${id}`);
      const state = status === "resolved" ? "operational" : named;
      if (state) changes.set(incidentId, [...(changes.get(incidentId) ?? []), { at, state }]);
    }
  }
  return new Map([...byService].map(([id, changes]) => [id, [...changes.values()]]));
}

async function statesBy(tx: Db, ids: string[], updateIds: string[]) {
  if (updateIds.length === 0) return new Map<string, Change["state"]>();
  const rows = await tx
    .select()
    .from(updateServices)
    .where(and(inArray(updateServices.updateId, updateIds), inArray(updateServices.serviceId, ids)));
  return new Map(rows.map(({ updateId, serviceId, state }) => [`${updateId} ${serviceId}`, state]));
}

/** Per service: when it was really worked on. A window that has not begun says nothing. */
async function workedOn(tx: Db, ids: string[]): Promise<Map<string, Spell[]>> {
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
    if (!startedAt || (endedAt && endedAt <= startedAt)) continue;
    const spell: Spell = { state: "under_maintenance", startedAt, endedAt };
    byService.set(serviceId, [...(byService.get(serviceId) ?? []), spell]);
  }
  return byService;
}
