import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { replacedWords, updates, updateWords } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import { renderMarkdown } from "@/lib/markdown";
import { authorise } from "@/status/authorise";
import { publicAudienceId } from "@/status/updates/insert-update";
import { lockUpdate } from "@/status/updates/lock-update";
import { Id, Words } from "@/status/updates/schemas";

const CorrectUpdate = z.object({ updateId: Id, words: Words });

/** Corrects an update's words. The old ones are kept and shown struck; nobody is told again. */
export async function correctUpdate(
  ctx: Context,
  input: z.input<typeof CorrectUpdate>,
): Promise<{ version: number }> {
  authorise(ctx.actor, "speak");
  const { updateId, words } = CorrectUpdate.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { update } = await lockUpdate(tx, updateId);
    if (update.undoneAt) {
      throw new DomainError("update_undone", "This update was taken back: nobody sees its words.");
    }
    const audienceId = await publicAudienceId(inside);
    const which = and(eq(updateWords.updateId, updateId), eq(updateWords.audienceId, audienceId));
    const [old] = await tx.select().from(updateWords).where(which).for("update");
    if (!old) throw new DomainError("update_unknown", "This update does not exist.");
    if (old.words === words) throw new DomainError("words_unchanged", "These are the words as they stand.");
    await tx.insert(replacedWords).values({
      updateId,
      audienceId,
      words: old.words,
      html: old.html,
      replacedAt: ctx.now,
      replacedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
    });
    await tx
      .update(updateWords)
      .set({ words, html: renderMarkdown(words), correctedAt: ctx.now })
      .where(which);
    await tx.update(updates).set({ updatedAt: ctx.now }).where(eq(updates.id, updateId));
    const { incidentId, maintenanceId } = update;
    const touched = { updatedAt: ctx.now };
    if (incidentId) {
      const raised = { ...touched, revision: sql`${incidents.revision} + 1` };
      await tx.update(incidents).set(raised).where(eq(incidents.id, incidentId));
    }
    if (maintenanceId) {
      const raised = { ...touched, sequence: sql`${maintenances.sequence} + 1` };
      await tx.update(maintenances).set(raised).where(eq(maintenances.id, maintenanceId));
    }
    const { version } = await recordEvent(inside, {
      kind: "update_corrected",
      updateId,
      ...(incidentId && { incidentId }),
      ...(maintenanceId && { maintenanceId }),
    });
    return { version };
  });
}
