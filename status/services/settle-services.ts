import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { serviceIntervals, services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { hasPublicWords, publicUpdates } from "@/status/public/public-incidents";
import { stands } from "@/status/updates/standing";
import { type Change, type Spell, serviceTimeline, spellsOf } from "./service-timeline";

/** Rows written in one statement: far below what a statement's parameters allow. */
const atATime = 1_000;

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
  const [said, worked, kept] = [await saidOf(tx, ids), await workedOn(tx, ids), await keptOf(tx, ids)];
  for (const id of ids) {
    const spells = [...(said.get(id) ?? []).flatMap(spellsOf), ...(worked.get(id) ?? [])];
    const timeline = serviceTimeline(spells);
    await writeChanges(tx, id, kept.get(id) ?? [], timeline);
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
        inArray(incidents.id, touching),
        eq(incidents.drill, false),
        isNull(incidents.withdrawnAt),
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

type Kept = Spell & { id: number };

/** Per service: its history as it is written down. */
async function keptOf(tx: Db, ids: string[]): Promise<Map<string, Kept[]>> {
  const rows = await tx
    .select()
    .from(serviceIntervals)
    .where(inArray(serviceIntervals.serviceId, ids))
    .orderBy(asc(serviceIntervals.startedAt));
  return groupBy(rows, ({ serviceId }) => serviceId);
}

/** A history of years changes at its end: only what is another than before is written. */
async function writeChanges(tx: Db, serviceId: string, kept: Kept[], timeline: Spell[]): Promise<void> {
  const textOf = ({ state, startedAt, endedAt }: Spell) =>
    `${state} ${startedAt.getTime()} ${endedAt?.getTime() ?? ""}`;
  const [before, after] = [new Set(kept.map(textOf)), new Set(timeline.map(textOf))];
  const gone = kept.filter((spell) => !after.has(textOf(spell))).map(({ id }) => id);
  const fresh = timeline.filter((spell) => !before.has(textOf(spell)));
  for (let next = 0; next < gone.length; next += atATime)
    await tx.delete(serviceIntervals).where(inArray(serviceIntervals.id, gone.slice(next, next + atATime)));
  for (let next = 0; next < fresh.length; next += atATime) {
    const some = fresh.slice(next, next + atATime).map((spell) => ({ ...spell, serviceId }));
    await tx.insert(serviceIntervals).values(some);
  }
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
