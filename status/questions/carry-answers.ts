import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { questions } from "@/db/schema/questions";
import { authorise } from "@/status/authorise";

/** An answer that waits to go into the next update's words for the audience that asked. */
export type AwaitingAnswer = {
  id: string;
  audienceId: string;
  audience: string;
  question: string;
  answer: string;
};

/** The answers of an incident that are to go into its next update, the oldest first. */
export async function readAwaitingAnswers(ctx: Context, incidentId: string): Promise<AwaitingAnswer[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ question: questions, audience: audiences.name })
    .from(questions)
    .innerJoin(audiences, eq(audiences.id, questions.audienceId))
    .where(
      and(
        ...[eq(questions.incidentId, incidentId), eq(questions.awaitsUpdate, true)],
        isNull(questions.foldedInto),
      ),
    )
    .orderBy(asc(questions.answeredAt));
  return rows.flatMap(({ question: { id, audienceId, words, answer }, audience }) =>
    answer === null ? [] : [{ id, audienceId, audience, question: words, answer }],
  );
}

type Carrying = { incidentId: string; updateId: string; answers: string[]; audienceIds: string[] };

/** Notes which update carried which answers: those the writer took into the words for the audience that asked. Part of a verb. */
export async function linkAnswers(
  { db }: Pick<Context, "db">,
  { incidentId, updateId, answers, audienceIds }: Carrying,
): Promise<void> {
  if (answers.length === 0 || audienceIds.length === 0) return;
  await db
    .update(questions)
    .set({ inUpdateId: updateId, awaitsUpdate: false })
    .where(
      and(
        ...[eq(questions.incidentId, incidentId), eq(questions.awaitsUpdate, true)],
        ...[inArray(questions.id, answers), inArray(questions.audienceId, audienceIds)],
      ),
    );
}

/** The other way, when the update is taken back: its answers wait for the next one again. Answers which they are. */
export async function unlinkAnswers({ db }: Pick<Context, "db">, updateId: string): Promise<string[]> {
  const rows = await db
    .update(questions)
    .set({ inUpdateId: null, awaitsUpdate: true })
    .where(eq(questions.inUpdateId, updateId))
    .returning({ id: questions.id });
  return rows.map(({ id }) => id);
}
