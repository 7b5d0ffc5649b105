import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { changePlay } from "@/communications/plays/change-play";
import { prepareQueue } from "@/communications/queue";
import { tick } from "@/communications/tick";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { ensurePublicAudience, makeAudience, makeService, makeSubscriber, makeUser } from "@/db/factories";
import { audienceApprovals, deliveries, incidentRoleHolders, personalLetters, users } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import type { Role } from "@/lib/vocabulary";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideByLetter } from "@/status/approvals/by-letter";
import { readPrivatePage } from "@/status/audiences/private/read-private-page";
import { readAudience } from "@/status/audiences/read-audience";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readPromises } from "@/status/incidents/read-promises";
import { acknowledgeByLetter } from "@/status/plays/by-letter";
import { readPlayRuns } from "@/status/plays/read-summons";
import { answerQuestion } from "@/status/questions/answer-question";
import { askQuestion } from "@/status/questions/ask-question";
import { readAwaitingAnswers } from "@/status/questions/carry-answers";
import { readIncidentQuestions } from "@/status/questions/read-desk-questions";
import { api, surfaces } from "./testing/surfaces";

/** A whole incident as its people see it, with the time passed in: liaison, commander, executive and reader. */

type Person = Context & { actor: Extract<Actor, { kind: "user" }> };
const now = new Date();
const month = now.toISOString().slice(0, 7);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const at = (person: Person, minutes: number): Person => ({ ...person, now: later(minutes) });
const [first, second, third] = ["Card payments fail.", "We undid the change.", "Card payments work again."];
const [costs, question, answer] = ["We lose money.", "Was anybody charged twice?", "Nobody was."];
/** What is nobody's business outside the house. */
const inside = ["SEV1", "Maya", "Cleo", "Executives", "Everything stops", costs, question, answer];

let db: Db;
let publicId: string;
let executives: string;
let chief: string;
let checkout: string;
let olga: Person;
let maya: Person;
let cleo: Person;

async function person(name: string, role: Role): Promise<Person> {
  const { id } = await makeUser(db, { name, role, email: `${name.toLowerCase()}@larkfield.example` });
  return { db, now, actor: { kind: "user", id, role, name } };
}

beforeAll(async () => {
  const database = await testDatabase();
  ({ db } = database);
  await prepareQueue(database.url);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("UNDO_SECONDS", "0");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  publicId = (await ensurePublicAudience(db)).id;
  checkout = (await makeService(db, { startDate: "2020-01-01" })).id;
  executives = (await makeAudience(db, { name: "Executives", mayExpectResolution: true })).id;
  await makeSubscriber(db, { audienceId: publicId, address: "reader@shop.example" });
  const member = { audienceId: executives, kind: "stakeholder", address: "chief@larkfield.example" } as const;
  chief = (await makeSubscriber(db, member)).id;
  await db
    .insert(audienceApprovals)
    .values({ audienceId: publicId, incidentType: "availability", role: "commander" });
  [olga, maya, cleo] = [
    await person("Olga", "owner"),
    await person("Maya", "liaison"),
    await person("Cleo", "liaison"),
  ];
});

/** What any reader or machine can get; nothing from inside the house is in it, whenever it is asked. */
async function publicText(): Promise<string> {
  const text = (await surfaces(month)).map((one) => one.text).join();
  for (const words of inside) expect(text, `public: ${words}`).not.toContain(words);
  return text;
}
/** What the executive reads now. */
async function privateIncident(minutes: number) {
  const { incidents } = await readPrivatePage(db, await readAudience(db, executives), later(minutes));
  return incidents[0];
}
async function clock(minutes: number): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const { faults } = await tick({ db, now: later(minutes) }, null, async (version) => version);
    expect(faults).toEqual([]);
  }
}
async function letterTo(name: string, kind: typeof personalLetters.$inferSelect.kind) {
  const letters = await db
    .select()
    .from(personalLetters)
    .where(and(eq(personalLetters.address, `${name}@larkfield.example`), eq(personalLetters.kind, kind)));
  return letters.at(-1);
}
const keyIn = (letter: { text: string } | undefined, path: string) =>
  new RegExp(`/${path}/([\\w-]+)`).exec(letter!.text)![1]!;
async function told(updateId: string): Promise<string[]> {
  const rows = await db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
  return rows.map(({ recipientId }) => (recipientId === chief ? "executive" : "reader")).toSorted();
}
async function liaisons(incidentId: string): Promise<string[]> {
  const rows = await db
    .select({ name: users.name, ended: incidentRoleHolders.endedAt, role: incidentRoleHolders.role })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(eq(incidentRoleHolders.incidentId, incidentId));
  return rows.flatMap(({ name, ended, role }) => (role === "customer_liaison" && !ended ? (name ?? "") : []));
}

const facts = { severity: "SEV1", impact: "critical", tell: true } as const;
const affected = () => [{ serviceId: checkout, state: "major_outage" as const }];

test("open by play, approve, publish, ask, answer, overdue, resolve: each sees theirs, and nothing that is not", async () => {
  const by = [{ channel: "email" as const, address: null }];
  const asked = ({ actor }: Person) => [{ userId: actor.id, ways: by }];
  await changePlay(olga, {
    ...{ id: null, name: "Everything stops", severity: "SEV1", type: null, audienceIds: [executives] },
    summon: [
      { role: "customer_liaison", people: [...asked(maya), ...asked(olga)] },
      { role: "commander", people: asked(cleo) },
    ],
    ...{ templateId: null, promiseMinutes: 20, reason: "Decided on a calm day." },
  });

  // Opened by play: who opened it is its liaison till somebody acknowledges; executives have it with its promise.
  const { incidentId } = await openIncident(cleo, {
    ...{ ...facts, title: "Card payments fail", words: first, services: affected() },
    alone: "The first word comes within five minutes.",
  });
  await clock(0);
  expect(await publicText()).toContain(first);
  expect(await privateIncident(0)).toMatchObject({ words: [], nextUpdateBy: later(20) });
  expect(await liaisons(incidentId)).toEqual(["Cleo"]);

  // Maya acknowledges by her letter, Cleo by hers; each role has one holder.
  await acknowledgeByLetter({ db, now: later(1) }, keyIn(await letterTo("maya", "summons"), "summons"));
  await acknowledgeByLetter({ db, now: later(1) }, keyIn(await letterTo("cleo", "summons"), "summons"));
  expect(await liaisons(incidentId)).toEqual(["Maya"]);
  const [run] = await readPlayRuns(maya, incidentId);
  expect(run!.summons.map(({ role, acknowledgedBy }) => [role, acknowledgedBy?.name])).toEqual([
    ["commander", "Cleo"],
    ["customer_liaison", "Maya"],
  ]);

  // The liaison's words wait for the commander's yes: till then nobody reads them.
  const wordings = [{ audienceId: executives, words: costs }];
  const identified = {
    ...{ ...facts, incidentId, status: "identified" as const, services: affected(), words: second },
    ...{ wordings, nextUpdateBy: later(25) },
  };
  await expect(postUpdate(at(maya, 5), identified)).rejects.toMatchObject({ code: "approval_missing" });
  await askApproval(at(maya, 5), { incidentId, audienceId: publicId, words: second });
  await clock(5);
  expect(await publicText()).not.toContain(second);
  expect((await privateIncident(5))!.words).toEqual([]);
  const token = keyIn(await letterTo("cleo", "approval"), "approve");
  await decideByLetter({ db, now: later(6) }, { token, decision: "approved", reason: "" });

  // Published: each in their own words.
  const { updateId } = await postUpdate(at(maya, 6), identified);
  await clock(6);
  expect(await publicText()).toContain(second);
  expect((await privateIncident(6))!.words).toMatchObject([{ html: expect.stringContaining(costs) }]);
  expect(await told(updateId)).toEqual(["executive", "reader"]);

  // The executive asks, and is answered once; nobody outside learns of it.
  const asking = { incidentId, audienceId: executives, subscriberId: chief, words: question };
  const { questionId } = await askQuestion({ db, now: later(7) }, asking);
  await answerQuestion(at(maya, 8), { questionId, answer, inUpdate: true });
  expect((await privateIncident(8))!.questions).toMatchObject([
    { words: question, answer: { html: expect.stringContaining(answer), by: "Maya" } },
  ]);
  await publicText();

  // The promise lapses: the liaison is warned, and every audience's clock says so.
  await clock(26);
  expect((await letterTo("maya", "promise_due"))!.subject).toMatch(/^Update overdue/);
  const owed = await readPromises(maya, [incidentId]);
  expect(owed.map(({ audience, by: promised }) => [audience, promised < later(26)])).toEqual([
    [null, true],
    ["Executives", true],
  ]);
  expect((await privateIncident(26))!.nextUpdateBy!.getTime()).toBeLessThan(later(26).getTime());
  await publicText();

  // The commander resolves it; the promised answer goes along in the words of those who asked.
  const [offered] = await readAwaitingAnswers(cleo, incidentId);
  expect(offered).toMatchObject({ id: questionId, audienceId: executives, answer });
  const over = await postUpdate(at(cleo, 27), {
    ...{ ...facts, incidentId, status: "resolved", services: [], words: third, answers: [questionId] },
    wordings: [{ audienceId: executives, words: answer }],
  });
  await clock(27);
  expect(await publicText()).toContain(third);
  expect(JSON.parse((await api("status.json")).text).status.indicator).toBe("none");
  expect(await privateIncident(27)).toMatchObject({ status: "resolved", nextUpdateBy: null });
  expect((await readIncidentQuestions(maya, incidentId))[0]!.inUpdate).toBe(3);
  expect(await told(over.updateId)).toEqual(["executive", "reader"]);
  await clock(60);
  expect((await readPlayRuns(maya, incidentId))[0]!.summons.map(({ state }) => state)).toEqual([
    ...["acknowledged", "acknowledged"],
  ]);
}, 60_000);
