import { eq, or } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { questions } from "@/db/schema/questions";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { lockQuestion } from "./lock-question";

const FoldQuestion = z.object({ questionId: Id, into: Id });

/**
 * Makes one question part of another of the same audience and incident: both askers get the one answer. An answered
 * question is not folded: its askers have read the answer.
 */
export async function foldQuestion(
  ctx: Context,
  input: z.input<typeof FoldQuestion>,
): Promise<{ incidentId: string }> {
  authorise(ctx.actor, "speak");
  const { questionId, into } = FoldQuestion.parse(input);
  return ctx.db.transaction(async (tx) => {
    // Always in one order, so that two people who fold crosswise do not wait for each other.
    const [first, second] = [questionId, into].toSorted();
    const locked = [await lockQuestion(tx, first!), await lockQuestion(tx, second!)];
    const question = locked.find(({ id }) => id === questionId)!;
    const target = locked.find(({ id }) => id === into)!;
    if (question.id === target.id || question.answer !== null) {
      throw new DomainError("not_foldable", "Only an open question can become part of another.");
    }
    if (question.incidentId !== target.incidentId || question.audienceId !== target.audienceId) {
      throw new DomainError("not_foldable", "These two are of different audiences or incidents.");
    }
    const before = await tx
      .select({ id: questions.id })
      .from(questions)
      .where(eq(questions.foldedInto, questionId));
    await tx
      .update(questions)
      .set({ foldedInto: into })
      .where(or(eq(questions.id, questionId), eq(questions.foldedInto, questionId)));
    const { incidentId } = question;
    // What was part of it before: taken apart again, it takes those along.
    const details = { questionId, into, with: before.map(({ id }) => id) };
    const inside = { ...ctx, db: tx };
    await recordEvent(inside, { kind: "questions_folded", incidentId, details });
    return { incidentId };
  });
}
