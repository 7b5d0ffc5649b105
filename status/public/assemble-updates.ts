import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { replacedWords, updateServices, updates, updateWords } from "@/db/schema/updates";
import { stands } from "@/status/updates/standing";
import { publicUpdates } from "./public-incidents";
import type { PublicService, PublicUpdate } from "./types";

type Subject = { column: "incidentId" | "maintenanceId"; ids: string[] };

/** The updates of several incidents or maintenances in an audience's words, newest first, by subject. */
export async function assembleUpdates(
  db: Db,
  audienceId: string,
  { column, ids }: Subject,
  shown: Map<string, PublicService>,
): Promise<Map<string, PublicUpdate[]>> {
  const bySubject = new Map<string, PublicUpdate[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return bySubject;
  const rows = await db
    .select({ update: updates, words: updateWords })
    .from(updates)
    .innerJoin(updateWords, and(eq(updateWords.updateId, updates.id), eq(updateWords.audienceId, audienceId)))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(and(inArray(updates[column], ids), stands, publicUpdates))
    .orderBy(desc(updates.number));
  const updateIds = rows.map(({ update }) => update.id);
  if (updateIds.length === 0) return bySubject;
  const affected = await affectedBy(db, updateIds, shown);
  const replaced = await replacedBy(db, updateIds, audienceId);
  for (const { update, words } of rows) {
    bySubject.get(update[column]!)!.push({
      id: update.id,
      number: update.number,
      status: update.status,
      words: words.words,
      html: words.html,
      postedAt: update.postedAt,
      correctedAt: words.correctedAt,
      replaced: replaced.get(update.id) ?? [],
      nextUpdateBy: update.nextUpdateBy,
      told: update.tell,
      affected: affected.get(update.id) ?? [],
      createdAt: update.createdAt,
      updatedAt: update.updatedAt,
    });
  }
  return bySubject;
}

async function affectedBy(db: Db, updateIds: string[], shown: Map<string, PublicService>) {
  const rows = await db.select().from(updateServices).where(inArray(updateServices.updateId, updateIds));
  const byUpdate = new Map<string, PublicUpdate["affected"]>();
  const order = [...shown.keys()];
  rows.sort((a, b) => order.indexOf(a.serviceId) - order.indexOf(b.serviceId));
  for (const { updateId, serviceId, state, previousState } of rows) {
    const service = shown.get(serviceId);
    if (!service) continue;
    const one = { serviceId, name: service.name, state, previousState };
    byUpdate.set(updateId, [...(byUpdate.get(updateId) ?? []), one]);
  }
  return byUpdate;
}

async function replacedBy(db: Db, updateIds: string[], audienceId: string) {
  const rows = await db
    .select()
    .from(replacedWords)
    .where(and(inArray(replacedWords.updateId, updateIds), eq(replacedWords.audienceId, audienceId)))
    .orderBy(replacedWords.id);
  const byUpdate = new Map<string, PublicUpdate["replaced"]>();
  for (const { updateId, html, replacedAt } of rows) {
    byUpdate.set(updateId, [...(byUpdate.get(updateId) ?? []), { html, replacedAt }]);
  }
  return byUpdate;
}
