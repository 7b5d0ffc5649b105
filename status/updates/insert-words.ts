import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { incidentAudiences } from "@/db/schema/incident-people";
import { updateWords } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import { renderMarkdown } from "@/lib/markdown";
import { readPrivateAudiences } from "@/status/audiences/read-audience";
import { Id, Words } from "./schemas";

/** The most audiences that one update speaks to besides the public. */
const audiencesMax = 50;

/** Words for audiences besides the public, each with its own promise, or else the update's. */
export const Wordings = z
  .array(z.object({ audienceId: Id, words: Words, nextUpdateBy: z.date().nullish() }))
  .max(audiencesMax)
  .refine(
    (list) => new Set(list.map(({ audienceId }) => audienceId)).size === list.length,
    "Write to each audience once.",
  );
export type Wordings = z.output<typeof Wordings>;

type Update = { updateId: string; incidentId?: string; nextUpdateBy?: Date | null };

/**
 * Writes an update's words for private audiences. From then on they are audiences of its incident, and hold its
 * promise. Refuses an audience that is gone, or that is the public (`audience_unknown`).
 */
export async function insertWordings(ctx: Context, update: Update, wordings: Wordings): Promise<void> {
  if (wordings.length === 0) return;
  const known = await readPrivateAudiences(
    ctx.db,
    wordings.map(({ audienceId }) => audienceId),
  );
  if (known.length !== wordings.length) {
    throw new DomainError(
      "audience_unknown",
      "An audience you wrote to is gone. Reload; your words are kept.",
    );
  }
  const { updateId, incidentId } = update;
  await ctx.db.insert(updateWords).values(
    wordings.map(({ audienceId, words, nextUpdateBy = update.nextUpdateBy ?? null }) => ({
      ...{ updateId, audienceId, words, html: renderMarkdown(words), nextUpdateBy },
    })),
  );
  if (!incidentId) return;
  await ctx.db
    .insert(incidentAudiences)
    .values(
      wordings.map(({ audienceId, nextUpdateBy = update.nextUpdateBy ?? null }) => ({
        ...{ incidentId, audienceId, nextUpdateBy },
        ...{ openedAt: ctx.now, lastSaidAt: ctx.now },
      })),
    )
    .onConflictDoUpdate({
      target: [incidentAudiences.incidentId, incidentAudiences.audienceId],
      set: { nextUpdateBy: sql`excluded.next_update_by`, lastSaidAt: ctx.now },
    });
}
