import { desc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { services } from "@/db/schema/services";
import { replacedWords, updateServices, updates, updateWords } from "@/db/schema/updates";
import { users } from "@/db/schema/users";
import type { ServiceState } from "@/lib/vocabulary";

export type DeskUpdate = Omit<typeof updates.$inferSelect, "onceKey"> & {
  words: string;
  html: string;
  correctedAt: Date | null;
  /** Words that were corrected, oldest first. */
  replaced: { words: string; html: string; replacedAt: Date }[];
  /** Who wrote it; null: the clock. */
  writer: string | null;
  affected: { serviceId: string; name: string; state: ServiceState; previousState: ServiceState }[];
};

/** All updates of an incident or a maintenance, newest first, with their words and what they say of services. */
export async function readUpdates(
  db: Db,
  subject: { incidentId: string } | { maintenanceId: string },
): Promise<DeskUpdate[]> {
  const rows = await db
    .select({ update: updates, words: updateWords, name: users.name, email: users.email })
    .from(updates)
    .innerJoin(updateWords, eq(updateWords.updateId, updates.id))
    .leftJoin(users, eq(users.id, updates.postedBy))
    .where(
      "incidentId" in subject
        ? eq(updates.incidentId, subject.incidentId)
        : eq(updates.maintenanceId, subject.maintenanceId),
    )
    .orderBy(desc(updates.number));
  const ids = rows.map(({ update }) => update.id);
  if (ids.length === 0) return [];
  const [affected, replaced] = await Promise.all([
    db
      .select({
        updateId: updateServices.updateId,
        serviceId: updateServices.serviceId,
        name: services.name,
        state: updateServices.state,
        previousState: updateServices.previousState,
      })
      .from(updateServices)
      .innerJoin(services, eq(services.id, updateServices.serviceId))
      .where(inArray(updateServices.updateId, ids))
      .orderBy(services.position, services.name),
    db.select().from(replacedWords).where(inArray(replacedWords.updateId, ids)).orderBy(replacedWords.id),
  ]);
  return rows.map(({ update: { onceKey: _, ...update }, words, name, email }) => ({
    ...update,
    words: words.words,
    html: words.html,
    correctedAt: words.correctedAt,
    writer: name ?? email,
    affected: affected.filter(({ updateId }) => updateId === update.id),
    replaced: replaced.filter(({ updateId }) => updateId === update.id),
  }));
}
