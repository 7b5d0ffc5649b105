import { asc, desc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { wordTemplates } from "@/db/schema/rules";
import { authorise } from "@/status/authorise";

export type ReadyWords = typeof wordTemplates.$inferSelect & {
  /** Null: for every audience. */
  audience: string | null;
};

/** Ready words, those of one audience together in their order, those in use or those put away. */
export async function listWordTemplates(ctx: Context, { archived = false } = {}): Promise<ReadyWords[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ template: wordTemplates, audience: { name: audiences.name, kind: audiences.kind } })
    .from(wordTemplates)
    .leftJoin(audiences, eq(audiences.id, wordTemplates.audienceId))
    .orderBy(
      desc(isNull(wordTemplates.audienceId)),
      desc(eq(audiences.kind, "public")),
      asc(audiences.position),
      asc(audiences.name),
      asc(wordTemplates.position),
      asc(wordTemplates.name),
    );
  return rows
    .map(({ template, audience }) => ({
      ...template,
      audience: audience && (audience.kind === "public" ? "Public" : audience.name),
    }))
    .filter(({ archivedAt }) => (archivedAt !== null) === archived);
}
