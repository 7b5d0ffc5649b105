import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { replacedWords, updates, updateWords } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import { renderMarkdown } from "@/lib/markdown";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { authorise } from "@/status/authorise";
import { wasApproved } from "@/status/public/public-incidents";
import { publicAudienceId } from "@/status/updates/insert-update";
import { lockUpdate } from "@/status/updates/lock-update";
import { Id, Words } from "@/status/updates/schemas";
import { refuseWords } from "@/status/words/refuse-words";
import { isLocked, type Named } from "./name-of-incident";
import { Alone } from "./schemas";

const CorrectUpdate = z.object({ updateId: Id, words: Words, alone: Alone.nullish() });

/** Corrects an update's words. The old ones are kept and shown struck; nobody is told again. */
export async function correctUpdate(
  ctx: Context,
  input: z.input<typeof CorrectUpdate>,
): Promise<{ version: number }> {
  authorise(ctx.actor, "speak");
  const { updateId, words, alone } = CorrectUpdate.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { update, incident } = await lockUpdate(tx, updateId);
    if (update.undoneAt) {
      throw new DomainError("update_undone", "This update was taken back: nobody sees its words.");
    }
    const audienceId = await publicAudienceId(inside);
    const which = and(eq(updateWords.updateId, updateId), eq(updateWords.audienceId, audienceId));
    const [old] = await tx.select().from(updateWords).where(which).for("update");
    if (!old) throw new DomainError("update_unknown", "This update does not exist.");
    if (old.words === words) throw new DomainError("words_unchanged", "These are the words as they stand.");
    const { status, impact, regions } = update;
    await refuseWords(
      inside,
      { maintenanceId: update.maintenanceId, status, impact, regions, corrects: true },
      { public: words },
    );
    const cleared = incident && (await clearWords(inside, { incident, words, wordings: [], alone }));
    if (incident && cleared) {
      if (incident.type === "security") await refuseInside(tx, updateId, incident);
      await spendApprovals(inside, cleared, {
        incidentId: incident.id,
        revision: incident.revision,
        updateId,
      });
    }
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
      ...(cleared?.alone.length && { details: { alone } }),
    });
    return { version };
  });
}

/**
 * Words from before a security incident was released never leave the house: corrected, they would stand beside what
 * may. Throws `update_inside`.
 */
async function refuseInside(tx: Db, updateId: string, incident: Named): Promise<void> {
  if (isLocked(incident)) return;
  const [outside] = await tx
    .select({ id: updates.id })
    .from(updates)
    .where(and(eq(updates.id, updateId), wasApproved));
  if (outside) return;
  throw new DomainError(
    "update_inside",
    "This was said before the release and stays inside. Post an update.",
  );
}
