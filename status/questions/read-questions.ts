import { and, asc, countDistinct, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { questionAskers, questions } from "@/db/schema/questions";
import { users } from "@/db/schema/users";

/** A question as its audience sees it. Who asked is not told, only how many. */
export type AudienceQuestion = {
  id: string;
  words: string;
  askedAt: Date;
  people: number;
  answer: { html: string; at: Date; by: string | null } | null;
};

/** The questions of an audience about an incident: open ones first, then what was answered last. */
export async function readAudienceQuestions(
  db: Db,
  { incidentId, audienceId }: { incidentId: string; audienceId: string },
): Promise<AudienceQuestion[]> {
  const rows = await db
    .select({
      ...{ id: questions.id, words: questions.words, askedAt: questions.askedAt },
      ...{ html: questions.answerHtml, at: questions.answeredAt, by: users.name },
      people: askersOf,
    })
    .from(questions)
    .leftJoin(users, eq(users.id, questions.answeredBy))
    .where(
      and(
        eq(questions.incidentId, incidentId),
        eq(questions.audienceId, audienceId),
        isNull(questions.foldedInto),
      ),
    )
    .orderBy(sql`${questions.answeredAt} desc nulls first`, asc(questions.askedAt));
  return rows.map(({ html, at, by, ...question }) => ({
    ...question,
    answer: html !== null && at ? { html, at, by } : null,
  }));
}

/** People who asked a question, or one that was folded into it. */
export const askersOf = sql<number>`(
  select count(distinct a.email)::int from question_askers a join questions q on q.id = a.question_id
  where q.id = "questions"."id" or q.folded_into = "questions"."id")`;

/** The questions of an audience that somebody asked, those that theirs were folded into too. */
export async function questionsAskedBy(
  db: Db,
  { audienceId, email }: { audienceId: string; email: string },
): Promise<Set<string>> {
  const rows = await db
    .select({ id: sql<string>`coalesce(${questions.foldedInto}, ${questions.id})` })
    .from(questionAskers)
    .innerJoin(questions, eq(questions.id, questionAskers.questionId))
    .where(and(eq(questionAskers.audienceId, audienceId), eq(questionAskers.email, email)));
  return new Set(rows.map(({ id }) => id));
}

/** People who were about to join the call and did not. */
export async function countDeflections(
  db: Db,
  { incidentId, audienceId }: { incidentId: string; audienceId?: string },
): Promise<number> {
  const [row] = await db
    .select({ n: countDistinct(questionAskers.email) })
    .from(questionAskers)
    .where(
      and(
        eq(questionAskers.incidentId, incidentId),
        eq(questionAskers.wasJoining, true),
        audienceId ? eq(questionAskers.audienceId, audienceId) : undefined,
      ),
    );
  return row?.n ?? 0;
}
