import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/db/context";
import { questionAskers, questions } from "@/db/schema/questions";
import { admitAsker } from "./admit-asker";
import { sameQuestion } from "./same-question";
import { Asking, QuestionWords } from "./schemas";

const AskQuestion = Asking.extend({ words: QuestionWords });

/**
 * Asks the liaison, from an audience's page. The same question of several people is one question; who asks it again
 * is counted once. The asker is a stakeholder, not a user: the verb itself looks whether they belong.
 */
export async function askQuestion(
  ctx: Pick<Context, "db" | "now">,
  input: z.input<typeof AskQuestion>,
): Promise<{ questionId: string; isNew: boolean }> {
  const { words, ...asking } = AskQuestion.parse(input);
  const { incidentId, audienceId } = asking;
  return ctx.db.transaction(async (tx) => {
    const { email } = await admitAsker({ db: tx, now: ctx.now }, asking);
    const sameAs = sameQuestion(words);
    const [made] = await tx
      .insert(questions)
      .values({ incidentId, audienceId, words, sameAs, askedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: questions.id });
    const ofThis = and(
      eq(questions.incidentId, incidentId),
      eq(questions.audienceId, audienceId),
      eq(questions.sameAs, sameAs),
    );
    const [before] = made ? [made] : await tx.select({ id: questions.id }).from(questions).where(ofThis);
    const questionId = before!.id;
    const asked = and(eq(questionAskers.questionId, questionId), eq(questionAskers.email, email));
    if (!(await tx.$count(questionAskers, asked))) {
      await tx.insert(questionAskers).values({ questionId, incidentId, audienceId, email, at: ctx.now });
    }
    return { questionId, isNew: made !== undefined };
  });
}
