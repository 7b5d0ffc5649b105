import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { updates, updateWords } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import type { UpdateStatus } from "@/lib/vocabulary";
import { stands } from "@/status/updates/standing";

/** What one update says to one audience. `html` was cleaned when it was written. */
export type PrivateWords = { id: string; status: UpdateStatus; html: string; postedAt: Date };

/** What each incident's updates say to an audience, newest first. What was taken back is not there. */
export async function readPrivateWords(
  db: Db,
  audienceId: string,
  incidentIds: string[],
): Promise<Map<string, PrivateWords[]>> {
  const rows = await db
    .select({
      ...{ incidentId: updates.incidentId, id: updates.id, status: updates.status },
      ...{ html: updateWords.html, postedAt: updates.postedAt },
    })
    .from(updateWords)
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .where(and(eq(updateWords.audienceId, audienceId), inArray(updates.incidentId, incidentIds), stands))
    .orderBy(desc(updates.number));
  const grouped = groupBy(rows, ({ incidentId }) => incidentId ?? "");
  return new Map([...grouped].map(([id, all]) => [id, all.map(({ incidentId: _, ...words }) => words)]));
}
