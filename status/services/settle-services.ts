import { and, asc, eq, gte, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { serviceIntervals, services } from "@/db/schema/services";
import { groupBy } from "@/lib/group-by";
import { saidSince, workedOnSince } from "./said-since";
import { type Spell, serviceTimeline, spellsOf } from "./service-timeline";
import { timelineSince } from "./timeline-since";

/** Rows written in one statement: far below what a statement's parameters allow. */
const atATime = 1_000;

/**
 * Makes the state and the history of services follow everything that was said of them in public. Called inside every verb
 * that says something; nothing else writes `services.state` and `service_intervals`. `since`: the start of the
 * incident or work that it is about. What was before stays as it is, and is not read: the years of a service cost nothing.
 */
export async function settleServices(tx: Db, serviceIds: string[], since: Date): Promise<void> {
  const ids = [...new Set(serviceIds)].sort();
  if (ids.length === 0) return;
  // In order of id, so that two verbs that share services wait for each other instead of dead-locking.
  await tx
    .select({ id: services.id })
    .from(services)
    .where(inArray(services.id, ids))
    .orderBy(services.id)
    .for("update");
  const said = await saidSince(tx, ids, since);
  const worked = await workedOnSince(tx, ids, since);
  const kept = await keptSince(tx, ids, since);
  for (const id of ids) {
    const spells = [...(said.get(id) ?? []).flatMap(spellsOf), ...(worked.get(id) ?? [])];
    const before = kept.get(id) ?? [];
    const timeline = timelineSince(since, before, serviceTimeline(spells));
    await writeChanges(tx, id, before, timeline);
    const state = timeline.find(({ endedAt }) => endedAt === null)?.state ?? "operational";
    await tx.update(services).set({ state }).where(eq(services.id, id));
  }
}

type Kept = Spell & { id: number };

/** Per service: what is written down of its history, from the spell on that reaches to this moment. */
async function keptSince(tx: Db, ids: string[], since: Date): Promise<Map<string, Kept[]>> {
  const rows = await tx
    .select()
    .from(serviceIntervals)
    .where(
      and(
        inArray(serviceIntervals.serviceId, ids),
        or(isNull(serviceIntervals.endedAt), gte(serviceIntervals.endedAt, since)),
      ),
    )
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
