import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { questions } from "@/db/schema/questions";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";

const UnfoldQuestion = z.object({ questionId: Id });

/**
 * Takes a question out of the one it was folded into, with those that had been folded into it before: it waits for its
 * own answer again. Whoever asked it keeps what they read meanwhile. Refuses one that is folded into none (`not_folded`).
 */
export async function unfoldQuestion(
  ctx: Context,
  input: z.input<typeof UnfoldQuestion>,
): Promise<{ incidentId: string }> {
  authorise(ctx.actor, "speak");
  const { questionId } = UnfoldQuestion.parse(input);
  return ctx.db.transaction(async (tx) => {
    const [question] = await tx
      .select()
      .from(questions)
      .where(and(eq(questions.id, questionId), isNotNull(questions.foldedInto)))
      .for("update");
    if (!question) throw new DomainError("not_folded", "This question stands by itself already. Reload.");
    const { incidentId, foldedInto } = question;
    const [folded] = await tx
      .select({ details: events.details })
      .from(events)
      .where(
        and(
          ...[eq(events.incidentId, incidentId), eq(events.kind, "questions_folded")],
          sql`${events.details} ->> 'questionId' = ${questionId}`,
        ),
      )
      .orderBy(desc(events.id))
      .limit(1);
    const before = Array.isArray(folded?.details.with) ? folded.details.with.map(String) : [];
    await tx.update(questions).set({ foldedInto: null }).where(eq(questions.id, questionId));
    if (before.length > 0) {
      await tx
        .update(questions)
        .set({ foldedInto: questionId })
        .where(and(inArray(questions.id, before), eq(questions.foldedInto, foldedInto!)));
    }
    const inside = { ...ctx, db: tx };
    const details = { questionId, from: foldedInto };
    await recordEvent(inside, { kind: "questions_unfolded", incidentId, details });
    return { incidentId };
  });
}
