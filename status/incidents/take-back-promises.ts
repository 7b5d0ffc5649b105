import { and, desc, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { updates, updateWords } from "@/db/schema/updates";
import { stands } from "@/status/updates/standing";

type Update = Pick<typeof updates.$inferSelect, "id" | "number" | "createdAt"> & { incidentId: string };

/**
 * Gives each private audience that an update spoke to the promise back that it held before: with the words it had last,
 * or when the incident was opened for it. One that the update itself opened hears of it no more. Part of taking back.
 */
export async function takeBackPromises(ctx: Pick<Context, "db">, update: Update): Promise<void> {
  const spokenTo = await ctx.db
    .select({ audienceId: updateWords.audienceId })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .where(and(eq(updateWords.updateId, update.id), eq(audiences.kind, "private")));
  for (const { audienceId } of spokenTo) {
    const row = and(
      eq(incidentAudiences.incidentId, update.incidentId),
      eq(incidentAudiences.audienceId, audienceId),
    );
    const before = await lastWordsTo(ctx, update, audienceId);
    if (before) await ctx.db.update(incidentAudiences).set(before).where(row);
    else await closeOrKeep(ctx, update, row);
  }
}

/** What an audience was told last before an update: when, and until when it was promised the next. */
async function lastWordsTo({ db }: Pick<Context, "db">, update: Update, audienceId: string) {
  const [before] = await db
    .select({
      lastSaidAt: updates.postedAt,
      nextUpdateBy: sql<Date | null>`coalesce(${updateWords.nextUpdateBy}, ${updates.nextUpdateBy})`.mapWith(
        updates.nextUpdateBy,
      ),
    })
    .from(updateWords)
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .where(
      and(
        eq(updates.incidentId, update.incidentId),
        eq(updateWords.audienceId, audienceId),
        lt(updates.number, update.number),
        stands,
      ),
    )
    .orderBy(desc(updates.number))
    .limit(1);
  return before;
}

/** Opened before and never told: it holds the incident's promise again. Opened with the update: it is not open any more. */
async function closeOrKeep(
  { db }: Pick<Context, "db">,
  { incidentId, createdAt }: Update,
  row: ReturnType<typeof and>,
): Promise<void> {
  const withIt = sql`${incidentAudiences.openedAt} >= ${createdAt.toISOString()}::timestamptz`;
  await db
    .delete(incidentAudiences)
    .where(and(row, withIt, sql`${incidentAudiences.businessImpact} is null`));
  await db
    .update(incidentAudiences)
    .set({
      lastSaidAt: null,
      nextUpdateBy: sql`(select i.next_update_by from ${incidents} i where i.id = ${incidentId})`,
    })
    .where(and(row, isNotNull(incidentAudiences.lastSaidAt)));
}
