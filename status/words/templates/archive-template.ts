import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { wordTemplates } from "@/db/schema/rules";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";

const Archive = z.object({ templateId: Id, archived: z.boolean() });

/** Puts ready words away, or brings them back. They are never deleted. */
export async function archiveTemplate(ctx: Context, input: z.input<typeof Archive>): Promise<void> {
  authorise(ctx.actor, "change templates");
  const { templateId, archived } = Archive.parse(input);
  await ctx.db
    .update(wordTemplates)
    .set({ archivedAt: archived ? ctx.now : null })
    .where(eq(wordTemplates.id, templateId));
}
