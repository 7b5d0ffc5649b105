import { count, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { wordTemplates } from "@/db/schema/rules";
import { authorise } from "@/status/authorise";
import { refuseUnknownAudience } from "./refuse-unknown-audience";
import { WordTemplate } from "./schemas";

/** Adds ready words, behind those that are there. */
export async function addTemplate(ctx: Context, input: WordTemplate): Promise<{ templateId: string }> {
  authorise(ctx.actor, "change templates");
  const template = WordTemplate.parse(input);
  return ctx.db.transaction(async (tx) => {
    await refuseUnknownAudience(tx, template.audienceId);
    const [there] = await tx
      .select({ count: count() })
      .from(wordTemplates)
      .where(isNull(wordTemplates.archivedAt));
    const [row] = await tx
      .insert(wordTemplates)
      .values({ ...template, position: there!.count, createdAt: ctx.now })
      .returning({ id: wordTemplates.id });
    return { templateId: row!.id };
  });
}
