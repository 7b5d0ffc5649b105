import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { questions } from "@/db/schema/questions";
import { renderMarkdown } from "@/lib/markdown";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { lockQuestion } from "./lock-question";

const answerMax = 4_000;
const AnswerQuestion = z.object({
  questionId: Id,
  answer: typedText()
    .min(1, "Write the answer.")
    .max(answerMax, "Keep it under 4,000 characters: what is longer belongs in an update."),
  /** Whether it is to go into the next update's words for the audience too. */
  inUpdate: z.boolean().default(false),
});

/** Answers a question once, in markdown, for everybody of its audience. Answering again replaces the answer. */
export async function answerQuestion(
  ctx: Context,
  input: z.input<typeof AnswerQuestion>,
): Promise<{ incidentId: string; audienceId: string; words: string; answer: string }> {
  authorise(ctx.actor, "speak");
  const { questionId, answer, inUpdate } = AnswerQuestion.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { incidentId, audienceId, words, answeredAt } = await lockQuestion(tx, questionId);
    await tx
      .update(questions)
      .set({
        ...{ answer, answerHtml: renderMarkdown(answer), awaitsUpdate: inUpdate },
        answeredBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
        // How long the asker waited does not change by a better answer.
        answeredAt: answeredAt ?? ctx.now,
      })
      .where(eq(questions.id, questionId));
    await recordEvent(inside, { kind: "question_answered", incidentId, details: { questionId } });
    return { incidentId, audienceId, words, answer };
  });
}
