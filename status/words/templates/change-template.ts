import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { replacedTemplates, wordTemplates } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { refuseUnknownAudience } from "./refuse-unknown-audience";
import { WordTemplate } from "./schemas";

const Change = WordTemplate.extend({ templateId: Id });

/** Changes ready words; how they were is kept. What was written with them stays as it was said. */
export async function changeTemplate(
  ctx: Context,
  input: WordTemplate & { templateId: string },
): Promise<void> {
  authorise(ctx.actor, "change templates");
  const { templateId, ...template } = Change.parse(input);
  await ctx.db.transaction(async (tx) => {
    await refuseUnknownAudience(tx, template.audienceId);
    const of = and(eq(wordTemplates.id, templateId), isNull(wordTemplates.archivedAt));
    const [before] = await tx.select().from(wordTemplates).where(of).for("update");
    if (!before) throw new DomainError("template_unknown", "This template is gone. Reload.");
    await tx.update(wordTemplates).set(template).where(of);
    const { name, words, status, audienceId, incidentType } = before;
    const kept = { name, words, status, audienceId, incidentType };
    if (isDeepStrictEqual(kept, { ...kept, ...template })) return;
    await tx.insert(replacedTemplates).values({
      ...{ ...kept, templateId, scopeKept: true, replacedAt: ctx.now },
      replacedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
    });
  });
}
