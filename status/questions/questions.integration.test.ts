import { desc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import {
  clockContext,
  ensurePublicAudience,
  makeAudience,
  makeContext,
  makeIncident,
  makeSubscriber,
  minutesLater,
} from "@/db/factories";
import { events, incidentAudiences, questions, subscribers } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { openForAudience } from "@/status/audiences/open-for-audience";
import { readDraft, saveDraft } from "@/status/drafts/drafts";
import { postUpdate } from "@/status/incidents/post-update";
import { answerQuestion } from "./answer-question";
import { askQuestion } from "./ask-question";
import { readAwaitingAnswers, unlinkAnswers } from "./carry-answers";
import { countDeflection } from "./count-deflection";
import { foldQuestion } from "./fold-question";
import { intoDraft } from "./into-draft";
import { readIncidentQuestions, readWaitingQuestions } from "./read-desk-questions";
import { countDeflections, questionsAskedBy, readAudienceQuestions } from "./read-questions";
import { unfoldQuestion } from "./unfold-question";

const { db } = await testDatabase();

async function scene(tx: Db) {
  const ctx = await makeContext(tx);
  const { id: audienceId } = await makeAudience(tx);
  const { id: incidentId } = await makeIncident(tx);
  await openForAudience(ctx, { incidentId, audienceId, businessImpact: "" });
  const person = async () => (await makeSubscriber(tx, { audienceId, kind: "stakeholder" })).id;
  const [one, other] = [await person(), await person()];
  const ask = (words: string, subscriberId = one, now = ctx.now) =>
    askQuestion({ db: tx, now }, { incidentId, audienceId, subscriberId, words });
  const newest = async () => (await tx.select().from(events).orderBy(desc(events.id)).limit(1))[0];
  return { tx, ctx, audienceId, incidentId, one, other, ask, newest };
}
const inside = (run: (at: Awaited<ReturnType<typeof scene>>) => Promise<void>) => () =>
  rollback(db, async (tx) => run(await scene(tx)));
const not = (code: string) => expect.objectContaining({ code });

test(
  "the desk has one list: the longest wait first, each with how many ask, until it is answered",
  inside(async ({ ctx, incidentId, one, other, ask, newest }) => {
    const { questionId } = await ask("Are we losing orders?");
    await ask("Is data lost?", one, minutesLater(1));
    expect(await ask("are we losing orders", other)).toEqual({ questionId, isNew: false });
    await ask("Are we losing orders?", other);
    expect(await readWaitingQuestions(ctx)).toMatchObject([
      { id: questionId, people: 2, incidentId, answer: null },
      { words: "Is data lost?", people: 1 },
    ]);
    const later = { ...ctx, now: minutesLater(4) };
    await answerQuestion(later, { questionId, answer: "Yes, *some*." });
    expect(await readWaitingQuestions(ctx)).toMatchObject([{ words: "Is data lost?" }]);
    expect((await readIncidentQuestions(ctx, incidentId)).map(({ answer }) => answer)).toEqual([
      ...[null, "Yes, *some*."],
    ]);
    expect(await newest()).toMatchObject({ kind: "question_answered", incidentId, details: { questionId } });
  }),
);

test(
  "an answer is cleaned; a better one replaces it, and the wait stays what it was",
  inside(async ({ tx, ctx, ask }) => {
    const { questionId } = await ask("Are we losing orders?");
    const answer = "No <script>alert(1)</script> **loss**";
    await answerQuestion({ ...ctx, now: minutesLater(3) }, { questionId, answer });
    await answerQuestion({ ...ctx, now: minutesLater(30) }, { questionId, answer: "A few. **loss**" });
    const [row] = await tx.select().from(questions).where(eq(questions.id, questionId));
    expect(row!.answerHtml).toContain("<strong>loss</strong>");
    expect(row!.answerHtml).not.toContain("script");
    expect(row!.answeredAt).toEqual(minutesLater(3));
  }),
);

test(
  "two questions folded are one, with both askers; what was folded before comes along",
  inside(async ({ tx, ctx, audienceId, incidentId, one, other, ask }) => {
    const [a, b, c] = [
      await ask("Are orders lost?", one),
      await ask("Do we lose orders?", other),
      await ask("Order loss?", other),
    ];
    await foldQuestion(ctx, { questionId: c.questionId, into: b.questionId });
    await foldQuestion(ctx, { questionId: b.questionId, into: a.questionId });
    expect(await readAudienceQuestions(tx, { incidentId, audienceId })).toMatchObject([
      { id: a.questionId, people: 2 },
    ]);
    expect(await readWaitingQuestions(ctx)).toHaveLength(1);
    await expect(answerQuestion(ctx, { questionId: b.questionId, answer: "No." })).rejects.toEqual(
      not("question_unknown"),
    );
  }),
);

test(
  "folding is undone as it was done: a question takes those along that were part of it, and waits for its own answer",
  inside(async ({ tx, ctx, audienceId, incidentId, one, other, ask }) => {
    const [a, b, c] = [
      await ask("Are orders lost?", one),
      await ask("Do we lose data?", one),
      await ask("Data loss?", other),
    ];
    await foldQuestion(ctx, { questionId: c.questionId, into: b.questionId });
    await foldQuestion(ctx, { questionId: b.questionId, into: a.questionId });
    await answerQuestion(ctx, { questionId: a.questionId, answer: "None is lost." });
    const [folded] = await readIncidentQuestions(ctx, incidentId);
    expect(folded!.folded.map(({ words }) => words)).toEqual(["Do we lose data?", "Data loss?"]);
    await unfoldQuestion(ctx, { questionId: b.questionId });
    expect(await readAudienceQuestions(tx, { incidentId, audienceId })).toMatchObject([
      { id: b.questionId, people: 2, answer: null },
      { id: a.questionId, people: 1 },
    ]);
    expect((await readIncidentQuestions(ctx, incidentId))[0]).toMatchObject({
      ...{ id: b.questionId, folded: [{ id: c.questionId }] },
    });
    await unfoldQuestion(ctx, { questionId: c.questionId });
    expect(await readWaitingQuestions(ctx)).toHaveLength(2);
    await expect(unfoldQuestion(ctx, { questionId: c.questionId })).rejects.toEqual(not("not_folded"));
  }),
);

test(
  "what was taken apart meanwhile stays apart when the question around it is taken out too",
  inside(async ({ ctx, one, other, ask }) => {
    const [a, b, c] = [
      await ask("First one?", one),
      await ask("Second one?", one),
      await ask("Third one?", other),
    ];
    await foldQuestion(ctx, { questionId: c.questionId, into: b.questionId });
    await foldQuestion(ctx, { questionId: b.questionId, into: a.questionId });
    await unfoldQuestion(ctx, { questionId: c.questionId });
    await unfoldQuestion(ctx, { questionId: b.questionId });
    const waiting = await readWaitingQuestions(ctx);
    expect(waiting.map(({ folded }) => folded.length)).toEqual([0, 0, 0]);
  }),
);

test(
  "an answer promised for the next update is offered until one carries it, and again when that is taken back",
  inside(async ({ tx, ctx, audienceId, incidentId, ask }) => {
    const [orders, data] = [await ask("Are orders lost?"), await ask("Is data lost?")];
    await answerQuestion(ctx, { questionId: orders.questionId, answer: "None.", inUpdate: true });
    await answerQuestion(ctx, { questionId: data.questionId, answer: "None either." });
    const offered = async () => (await readAwaitingAnswers(ctx, incidentId)).map(({ id }) => id);
    expect(await offered()).toEqual([orders.questionId]);
    const said = {
      ...({ status: "identified", severity: "SEV2", impact: "major" } as const),
      ...{ incidentId, services: [], tell: true },
      ...{
        words: "We know why.",
        nextUpdateBy: minutesLater(40),
        answers: [orders.questionId, data.questionId],
      },
    };
    // Not written to: the answer was not carried to them.
    await postUpdate(ctx, said);
    expect(await offered()).toEqual([orders.questionId]);
    const wordings = [{ audienceId, words: "No order is lost." }];
    const { updateId } = await postUpdate(ctx, { ...said, wordings });
    expect(await offered()).toEqual([]);
    const inUpdate = async () =>
      (await tx.select().from(questions).where(eq(questions.id, orders.questionId)))[0]!.inUpdateId;
    expect(await inUpdate()).toBe(updateId);
    // What was not promised for an update is not said to be in one.
    const lines = await readIncidentQuestions(ctx, incidentId);
    expect(lines.find(({ id }) => id === data.questionId)!.inUpdate).toBeNull();
    expect(lines.find(({ id }) => id === orders.questionId)!.inUpdate).toEqual(expect.any(Number));
    expect(await unlinkAnswers(ctx, updateId)).toEqual([orders.questionId]);
    expect([await offered(), await inUpdate()]).toEqual([[orders.questionId], null]);
  }),
);

test(
  "an answered question, itself, or one of another audience is not folded",
  inside(async ({ tx, ctx, audienceId, incidentId, one, ask }) => {
    const [a, b] = [await ask("Are orders lost?"), await ask("Is data lost?")];
    await answerQuestion(ctx, { questionId: a.questionId, answer: "No." });
    const fold = (questionId: string, into: string) => foldQuestion(ctx, { questionId, into });
    await expect(fold(a.questionId, b.questionId)).rejects.toEqual(not("not_foldable"));
    await expect(fold(b.questionId, b.questionId)).rejects.toEqual(not("not_foldable"));
    const legal = await makeAudience(tx);
    await openForAudience(ctx, { incidentId, audienceId: legal.id, businessImpact: "" });
    const { id: subscriberId } = await makeSubscriber(tx, { audienceId: legal.id, kind: "stakeholder" });
    const asked = { incidentId, audienceId: legal.id, subscriberId, words: "Is data lost?" };
    const elsewhere = await askQuestion(ctx, asked);
    expect(elsewhere.isNew).toBe(true);
    await expect(fold(b.questionId, elsewhere.questionId)).rejects.toEqual(not("not_foldable"));
    expect(audienceId).not.toBe(legal.id);
    expect(one).not.toBe(subscriberId);
  }),
);

test(
  "an answer goes into the next update's words for the audience that asked, and for nobody else",
  inside(async ({ tx, ctx, audienceId, incidentId }) => {
    const legal = await makeAudience(tx);
    await openForAudience(ctx, { incidentId, audienceId: legal.id, businessImpact: "" });
    const subject = `incident:${incidentId}`;
    const questionId = "aaaaaaaaaaaa";
    await intoDraft(ctx, { questionId, incidentId, audienceId, answer: "None is lost." });
    const wordings = async () => (await readDraft(ctx, subject))!.fields.wordings;
    expect(await wordings()).toEqual([
      { audienceId: legal.id, words: "" },
      { audienceId, words: "None is lost." },
    ]);
    await saveDraft(ctx, {
      subject,
      fields: { words: "Public.", wordings: [{ audienceId, words: "We are at it." }] },
    });
    await intoDraft(ctx, { questionId, incidentId, audienceId, answer: "None is lost." });
    expect((await readDraft(ctx, subject))!.fields).toEqual({
      words: "Public.",
      wordings: [{ audienceId, words: "We are at it.\n\nNone is lost." }],
      answers: [questionId],
    });
  }),
);

test(
  "who is not of the audience, was removed, or asks about another incident, asks nothing",
  inside(async ({ tx, ctx, audienceId, incidentId, one }) => {
    const { id: elsewhere } = await makeIncident(tx);
    const { id: reader } = await makeSubscriber(tx);
    const { id: publicId } = await ensurePublicAudience(tx);
    const words = "Are orders lost?";
    for (const asked of [
      { incidentId: elsewhere, audienceId, subscriberId: one },
      { incidentId, audienceId, subscriberId: reader },
      { incidentId, audienceId: publicId, subscriberId: reader },
      { incidentId, audienceId, subscriberId: "zzzzzzzzzzzz" },
    ]) {
      await expect(askQuestion(ctx, { ...asked, words })).rejects.toEqual(not("not_yours"));
      await expect(countDeflection(ctx, asked)).rejects.toEqual(not("not_yours"));
    }
    expect(await tx.$count(questions)).toBe(0);
  }),
);

test(
  "whoever asked is known to have asked, also by a question that was folded; nobody else is",
  inside(async ({ tx, ctx, audienceId, one, other, ask }) => {
    const emailOf = async (id: string) =>
      (await tx.select().from(subscribers).where(eq(subscribers.id, id)))[0]!.address;
    const askedBy = async (id: string) => [
      ...(await questionsAskedBy(tx, { audienceId, email: await emailOf(id) })),
    ];
    const [a, b] = [await ask("Are orders lost?", one), await ask("Did we lose orders?", other)];
    expect([await askedBy(one), await askedBy(other)]).toEqual([[a.questionId], [b.questionId]]);
    await foldQuestion(ctx, { questionId: b.questionId, into: a.questionId });
    expect(await askedBy(other)).toEqual([a.questionId]);
    const elsewhere = { audienceId: (await makeAudience(tx)).id, email: await emailOf(one) };
    expect([...(await questionsAskedBy(tx, elsewhere))]).toEqual([]);
  }),
);

test(
  "deflections are people, for an audience and in all",
  inside(async ({ tx, ctx, audienceId, incidentId, one, other }) => {
    for (const subscriberId of [one, one, other])
      await countDeflection(ctx, { incidentId, audienceId, subscriberId });
    expect(await countDeflections(tx, { incidentId })).toBe(2);
    expect(await countDeflections(tx, { incidentId, audienceId })).toBe(2);
    expect(await tx.$count(questions)).toBe(0);
  }),
);

test("who may only look, the clock and visitors answer, fold and open nothing", () =>
  rollback(db, async (tx) => {
    const { ask, audienceId, incidentId } = await scene(tx);
    const [a, b] = [await ask("Are orders lost?"), await ask("Is data lost?")];
    const viewer = await makeContext(tx, { role: "viewer" });
    const visitor: Context = { ...viewer, actor: { kind: "visitor" } };
    const rows = await tx.select().from(questions);
    for (const ctx of [viewer, visitor, clockContext(tx)]) {
      for (const verb of [
        () => answerQuestion(ctx, { questionId: a.questionId, answer: "No." }),
        () => foldQuestion(ctx, { questionId: a.questionId, into: b.questionId }),
        () => openForAudience(ctx, { incidentId, audienceId, businessImpact: "Much" }),
        () => intoDraft(ctx, { questionId: a.questionId, incidentId, audienceId, answer: "No." }),
        () => unfoldQuestion(ctx, { questionId: a.questionId }),
      ])
        await expect(verb()).rejects.toEqual(not("not_allowed"));
    }
    await expect(readWaitingQuestions(visitor)).rejects.toEqual(not("not_allowed"));
    expect(await tx.select().from(questions)).toEqual(rows);
  }));

test(
  "opening for an audience gives it the incident's promise; saying what it costs later changes no promise",
  inside(async ({ tx, ctx, audienceId, incidentId }) => {
    const opened = async () => (await tx.select().from(incidentAudiences))[0];
    expect(await opened()).toMatchObject({ nextUpdateBy: minutesLater(20), businessImpact: null });
    await tx.update(incidentAudiences).set({ nextUpdateBy: minutesLater(45) });
    await openForAudience(ctx, { incidentId, audienceId, businessImpact: "About € 1,400 a minute" });
    expect(await opened()).toMatchObject({
      ...{ nextUpdateBy: minutesLater(45), businessImpact: "About € 1,400 a minute" },
    });
    const { id: over } = await makeIncident(tx, { status: "resolved" });
    await expect(openForAudience(ctx, { incidentId: over, audienceId, businessImpact: "" })).rejects.toEqual(
      not("incident_already_resolved"),
    );
  }),
);
