import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { updateWords } from "@/db/schema/updates";
import type { IncidentType } from "@/lib/vocabulary";
import { neededApprovals } from "@/status/approvals/needed-approvals";

type Named = { id: string; nextUpdateBy?: Date | null };

/**
 * Gives audiences the public's words of an update where they have none of their own, with the promise they get; answers
 * those that got them. Whose words somebody must approve waits for words of its own, and so do all in the security lane.
 */
export async function giveWords<One extends Named>(
  db: Db,
  named: One[],
  { updateId, type }: { updateId: string; type: IncidentType | null },
): Promise<One[]> {
  if (named.length === 0 || type === "security") return [];
  const needed = type
    ? await neededApprovals(
        db,
        type,
        named.map(({ id }) => id),
      )
    : new Map<string, unknown>();
  const free = named.filter(({ id }) => !needed.has(id));
  if (free.length === 0) return [];
  const [publics] = await db
    .select({ words: updateWords.words, html: updateWords.html })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .where(and(eq(updateWords.updateId, updateId), eq(audiences.slug, "public")));
  if (!publics) return [];
  const given = await db
    .insert(updateWords)
    .values(
      free.map(({ id: audienceId, nextUpdateBy = null }) => ({
        ...{ updateId, audienceId, nextUpdateBy, ...publics, given: true },
      })),
    )
    .onConflictDoNothing()
    .returning({ audienceId: updateWords.audienceId });
  return free.filter(({ id }) => given.some(({ audienceId }) => audienceId === id));
}
