import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidents } from "@/db/schema/incidents";
import { questions } from "@/db/schema/questions";
import { updates } from "@/db/schema/updates";
import { authorise } from "@/status/authorise";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { askersOf } from "./read-questions";

/** A question in the liaison's one list. */
export type DeskQuestion = {
  id: string;
  incidentId: string;
  incident: string;
  audienceId: string;
  audience: string;
  words: string;
  askedAt: Date;
  people: number;
  /** As written; null while it waits. */
  answer: string | null;
  /** The same, cleaned when it was written. */
  answerHtml: string | null;
  answeredAt: Date | null;
  /** Whether the answer is to go into the next update too, or in which one it went. */
  awaitsUpdate: boolean;
  inUpdate: number | null;
  /** Questions that the liaison made part of it. */
  folded: { id: string; words: string }[];
};

/** More than these waiting are found on their incidents. */
const waitingMax = 20;

/** Questions that wait, on incidents that are open: the longest wait first. */
export function readWaitingQuestions(ctx: Context): Promise<DeskQuestion[]> {
  return read(ctx, and(isNull(questions.answeredAt), ne(incidents.status, "resolved")), waitingMax);
}

/** An incident's questions, of every audience: those that wait first. */
export function readIncidentQuestions(ctx: Context, incidentId: string): Promise<DeskQuestion[]> {
  return read(ctx, eq(questions.incidentId, incidentId), 500);
}

async function read(ctx: Context, where: ReturnType<typeof and>, limit: number): Promise<DeskQuestion[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({
      ...{ question: questions, incident: incidents, audience: audiences.name, people: askersOf },
      inUpdate: updates.number,
    })
    .from(questions)
    .innerJoin(incidents, eq(incidents.id, questions.incidentId))
    .innerJoin(audiences, eq(audiences.id, questions.audienceId))
    .leftJoin(updates, eq(updates.id, questions.inUpdateId))
    .where(and(where, isNull(questions.foldedInto), isNull(incidents.withdrawnAt)))
    .orderBy(sql`${questions.answeredAt} desc nulls first`, asc(questions.askedAt))
    .limit(limit);
  const folded = await foldedInto(
    ctx,
    rows.map(({ question }) => question.id),
  );
  return rows.map(({ question, incident, audience, people, inUpdate }) => ({
    ...{ id: question.id, incidentId: incident.id, incident: nameOfIncident(incident) },
    ...{ audienceId: question.audienceId, audience, people, words: question.words },
    ...{ askedAt: question.askedAt, answer: question.answer },
    ...{ answerHtml: question.answerHtml, answeredAt: question.answeredAt },
    ...{ awaitsUpdate: question.awaitsUpdate, inUpdate },
    folded: folded.filter((one) => one.into === question.id).map(({ id, words }) => ({ id, words })),
  }));
}

async function foldedInto({ db }: Context, ids: string[]) {
  if (ids.length === 0) return [];
  const { id, words, foldedInto: into } = questions;
  return db
    .select({ id, words, into })
    .from(questions)
    .where(inArray(into, ids))
    .orderBy(asc(questions.askedAt));
}
