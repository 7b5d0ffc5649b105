import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { wordTemplates } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { refuseUnknownAudience } from "./refuse-unknown-audience";
import { WordTemplate } from "./schemas";

const Change = WordTemplate.extend({ templateId: Id });

/** Changes ready words. What was written with them stays as it was said. */
export async function changeTemplate(
  ctx: Context,
  input: WordTemplate & { templateId: string },
): Promise<void> {
  authorise(ctx.actor, "change templates");
  const { templateId, ...template } = Change.parse(input);
  await ctx.db.transaction(async (tx) => {
    await refuseUnknownAudience(tx, template.audienceId);
    const changed = await tx
      .update(wordTemplates)
      .set(template)
      .where(and(eq(wordTemplates.id, templateId), isNull(wordTemplates.archivedAt)))
      .returning({ id: wordTemplates.id });
    if (changed.length === 0) throw new DomainError("template_unknown", "This template is gone. Reload.");
  });
}
