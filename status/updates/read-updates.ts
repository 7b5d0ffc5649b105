import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { audiences } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { replacedWords, updateServices, updates, updateWords } from "@/db/schema/updates";
import { users } from "@/db/schema/users";
import type { ServiceState } from "@/lib/vocabulary";
import { publicAudienceId } from "./insert-update";

export type DeskUpdate = Omit<typeof updates.$inferSelect, "onceKey"> & {
  /** For the public; empty when it says nothing to it. */
  words: string;
  html: string;
  /** Whether it is for private audiences alone. */
  privately: boolean;
  correctedAt: Date | null;
  /** What it says to private audiences. */
  wordings: { audienceId: string; name: string; words: string; html: string }[];
  /** Words that were corrected, oldest first. */
  replaced: { words: string; html: string; replacedAt: Date }[];
  /** Who wrote it; null: the clock. */
  writer: string | null;
  /** Who took it back; null when it stands (then `undoneAt` is null too). */
  undoer: string | null;
  affected: { serviceId: string; name: string; state: ServiceState; previousState: ServiceState }[];
};

const undoers = alias(users, "undoers");

/**
 * All updates of an incident or a maintenance, also those that were taken back, newest first, with their words and
 * what they say of services.
 */
export async function readUpdates(
  db: Db,
  subject: { incidentId: string } | { maintenanceId: string },
): Promise<DeskUpdate[]> {
  const rows = await db
    .select({
      update: updates,
      words: updateWords,
      // The address first: by its first column Drizzle tells whether there is a row at all, and a name may be missing.
      writer: { email: users.email, name: users.name },
      undoer: { email: undoers.email, name: undoers.name },
    })
    .from(updates)
    .leftJoin(
      updateWords,
      and(eq(updateWords.updateId, updates.id), eq(updateWords.audienceId, await publicAudienceId({ db }))),
    )
    .leftJoin(users, eq(users.id, updates.postedBy))
    .leftJoin(undoers, eq(undoers.id, updates.undoneBy))
    .where(
      and(
        isNull(updates.repeats),
        "incidentId" in subject
          ? eq(updates.incidentId, subject.incidentId)
          : eq(updates.maintenanceId, subject.maintenanceId),
      ),
    )
    .orderBy(desc(updates.number));
  const ids = rows.map(({ update }) => update.id);
  if (ids.length === 0) return [];
  const [affected, replaced, wordings] = await readTogether(db, [
    () =>
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
    () =>
      db.select().from(replacedWords).where(inArray(replacedWords.updateId, ids)).orderBy(replacedWords.id),
    () =>
      db
        .select({
          updateId: updateWords.updateId,
          audienceId: audiences.id,
          name: audiences.name,
          words: updateWords.words,
          html: updateWords.html,
        })
        .from(updateWords)
        .innerJoin(audiences, and(eq(audiences.id, updateWords.audienceId), eq(audiences.kind, "private")))
        .where(inArray(updateWords.updateId, ids))
        .orderBy(audiences.position, audiences.name),
  ]);
  return rows.map(({ update: { onceKey: _, ...update }, words, writer, undoer }) => ({
    ...update,
    words: words?.words ?? "",
    html: words?.html ?? "",
    privately: words === null,
    correctedAt: words?.correctedAt ?? null,
    writer: nameOf(writer),
    undoer: nameOf(undoer),
    wordings: wordings.filter(({ updateId }) => updateId === update.id),
    affected: affected.filter(({ updateId }) => updateId === update.id),
    replaced: replaced.filter(({ updateId }) => updateId === update.id),
  }));
}

const nameOf = (user: { name: string | null; email: string } | null) => user && (user.name ?? user.email);
