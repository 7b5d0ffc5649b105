import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import {
  clockContext,
  ensurePublicAudience,
  makeAudience,
  makeContext,
  makeService,
  makeUser,
  minutesLater,
  noon,
} from "@/db/factories";
import { drafts, events, incidents, openings, updates } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import type { Role } from "@/lib/vocabulary";
import { saveDraft } from "@/status/drafts/drafts";
import { openIncident } from "@/status/incidents/open-incident";
import { type AskOpening, askOpening } from "./ask-opening";
import { decideByLetter, readQuestion } from "./by-letter";
import { decideApproval } from "./decide-approval";
import { openProposed } from "./open-proposed";
import { readApprovals, readOwnQuestions } from "./read-approvals";
import { readOpening, readOpenings } from "./read-openings";
import { requireApproval } from "./require-approval";
import { runDueApprovals } from "./run-due-approvals";
import { approvalToken } from "./token";

process.env.SECRET ??= "a secret for tests only";
const { db } = await testDatabase();
const words = "All card payments fail. Please try again.";
const code = (code: string) => expect.objectContaining({ code });
const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;

async function person(tx: Db, name: string, role: Role = "liaison"): Promise<Context> {
  const { id } = await makeUser(tx, { name, role });
  return { db: tx, now: noon, actor: { kind: "user", id, role, name } };
}

/** Ines writes, Olga is owner; the public's words need the commander's yes, and nobody commands yet. */
async function scene(tx: Db) {
  const ines = await makeContext(tx);
  const olga = await person(tx, "Olga", "owner");
  const { id: audienceId } = await ensurePublicAudience(tx);
  const service = await makeService(tx);
  await requireApproval(olga, { audienceId, incidentType: "availability", role: "commander" });
  const said = {
    ...({ title: "Card payments fail", severity: "SEV2", impact: "major", tell: false } as const),
    ...{ words, services: [{ serviceId: service.id, state: "major_outage" as const }] },
    ...{ nextUpdateBy: minutesLater(20), onceKey: "form00000001" },
  };
  const ask = (over: Partial<typeof said> = {}, how: Omit<AskOpening, "opening"> = {}) =>
    askOpening(ines, { opening: { ...said, ...over }, ...how });
  const approvalOf = async (openingId: string) => (await readOpening(ines, openingId))!.approvals[0]!;
  return { ines, olga, audienceId, said, ask, approvalOf };
}

const none = async (tx: Db) => [
  (await tx.select().from(incidents)).length,
  (await tx.select().from(updates)).length,
];

test("an opening is asked for, approved, and opened with one press, exactly as it was read", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, said, approvalOf } = await scene(tx);
    const { openingId, approvers } = await ask();
    expect(approvers).toEqual(["Olga"]);
    expect(await none(tx), "asking publishes nothing").toEqual([0, 0]);
    await expect(openProposed(ines, { openingId })).rejects.toThrow(code("approval_missing"));
    expect(await readOwnQuestions(olga)).toMatchObject([{ words, incident: said.title, yours: true }]);
    expect(await readOwnQuestions(ines)).toEqual([]);
    const { id: approvalId } = await approvalOf(openingId);
    await decideApproval(olga, { approvalId, decision: "approved" });
    expect(await readOpenings(ines)).toMatchObject([{ id: openingId, ready: true, said: { words } }]);
    const { incidentId, updateId } = await openProposed(ines, { openingId });
    expect(await openProposed(ines, { openingId }), "twice is once").toMatchObject({ incidentId });
    expect(await none(tx)).toEqual([1, 1]);
    expect(await readApprovals(ines, incidentId)).toMatchObject([{ state: "approved", usedFor: updateId }]);
    expect(await readOpenings(ines)).toEqual([]);
  }));

test("the form that asked publishes by the same yes, and its draft is the only thing that goes", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, said, approvalOf } = await scene(tx);
    for (const [subject, onceKey] of [
      ["incident:new", "form00000001"],
      ["template:abc", "form00000002"],
    ] as const)
      await saveDraft(ines, { subject, fields: { onceKey } });
    const { openingId } = await ask({}, { draftSubject: "incident:new" });
    await decideApproval(olga, { approvalId: (await approvalOf(openingId)).id, decision: "approved" });
    // Its promise moved on meanwhile: that is no other opening.
    const { incidentId } = await openIncident(ines, { ...said, nextUpdateBy: minutesLater(25) });
    expect((await readOpening(ines, openingId))?.incidentId).toBe(incidentId);
    await openProposed(ines, { openingId });
    expect((await tx.select().from(drafts)).map(({ subject }) => subject)).toEqual(["template:abc"]);
  }));

test.each([
  ["words", { words: `${words} Sorry.` }, "approval_missing"],
  ["the title", { title: "Every payment fails" }, "approval_stale"],
  ["the impact", { impact: "critical" }, "approval_stale"],
  ["the services", { services: [] }, "approval_stale"],
  ["who is told", { tell: true }, "approval_stale"],
] as const)("a yes is none to other %s", (_, over, refusal) =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, said, approvalOf } = await scene(tx);
    const { openingId } = await ask();
    await decideApproval(olga, { approvalId: (await approvalOf(openingId)).id, decision: "approved" });
    const other = { ...said, ...over, services: "services" in over ? [] : said.services };
    await expect(openIncident(ines, other)).rejects.toThrow(code(refusal));
    expect(await none(tx)).toEqual([0, 0]);
  }),
);

test("asked anew, the words before wait no more; a yes from then opens nothing", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, approvalOf } = await scene(tx);
    const first = await ask();
    const approvalId = (await approvalOf(first.openingId)).id;
    const second = await ask({ words: `${words} Pay by bank.` });
    expect((await approvalOf(first.openingId)).state).toBe("withdrawn");
    await expect(decideApproval(olga, { approvalId, decision: "approved" })).rejects.toThrow(
      code("approval_over"),
    );
    await decideApproval(olga, { approvalId: (await approvalOf(second.openingId)).id, decision: "approved" });
    await expect(openProposed(ines, first)).rejects.toThrow(code("approval_missing"));
  }));

test("an objection is a no with its reason; silence until the hour is a yes, recorded as nobody's", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, approvalOf } = await scene(tx);
    const { openingId } = await ask({}, { objectWithinMinutes: 10 });
    const decided = { approvalId: (await approvalOf(openingId)).id, decision: "objected" } as const;
    await decideApproval(olga, { ...decided, reason: "No guesses." });
    await runDueApprovals(clockContext(tx, minutesLater(30)));
    expect(await approvalOf(openingId)).toMatchObject({ state: "objected", reason: "No guesses." });
    await expect(openProposed(ines, { openingId })).rejects.toThrow(code("approval_missing"));
    const again = await ask({ words: `${words} Pay by bank.` }, { objectWithinMinutes: 10 });
    await runDueApprovals(clockContext(tx, minutesLater(9)));
    expect((await approvalOf(again.openingId)).state).toBe("asked");
    await runDueApprovals(clockContext(tx, minutesLater(10)));
    expect(await approvalOf(again.openingId)).toMatchObject({ state: "approved", decidedBy: null });
    const lapsed = await tx.select().from(events).where(eq(events.kind, "approval_lapsed"));
    expect(lapsed).toMatchObject([{ incidentId: null, actorId: null }]);
    await openProposed({ ...ines, now: minutesLater(11) }, again);
  }));

test("a yes of this morning opens nothing tonight", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, approvalOf } = await scene(tx);
    const { openingId } = await ask();
    await decideApproval(olga, { approvalId: (await approvalOf(openingId)).id, decision: "approved" });
    const late = { ...ines, now: minutesLater(5 * 60) };
    await expect(openProposed(late, { openingId })).rejects.toThrow(code("approval_stale"));
    expect(await readOpenings(late)).toEqual([]);
    await runDueApprovals(clockContext(tx, late.now));
    expect((await approvalOf(openingId)).state).toBe("stale");
  }));

test("who was named decides, by letter too; a bystander and who asked do not", () =>
  rollback(db, async (tx) => {
    const { ines, ask, approvalOf, said } = await scene(tx);
    const [cleo, tomasz] = [await person(tx, "Cleo"), await person(tx, "Tomasz")];
    const vera = await person(tx, "Vera", "viewer");
    for (const approverId of [idOf(ines), idOf(vera)])
      await expect(ask({}, { approverId })).rejects.toThrow(code("approver_missing"));
    const { openingId, approvers } = await ask({}, { approverId: idOf(cleo) });
    expect(approvers).toEqual(["Cleo"]);
    const { id: approvalId } = await approvalOf(openingId);
    for (const ctx of [ines, tomasz, vera])
      await expect(decideApproval(ctx, { approvalId, decision: "approved" })).rejects.toThrow(
        code("not_yours"),
      );
    const visitor = { db: tx, now: noon };
    const token = approvalToken(approvalId, idOf(cleo));
    const question = await readQuestion(visitor, token);
    expect(question).toMatchObject({ incident: said.title, approver: "Cleo" });
    expect(question?.html).toContain(`<strong>${said.title}</strong>`);
    await decideByLetter(visitor, { token, decision: "approved" });
    await openProposed(ines, { openingId });
  }));

test("every audience that needs one has its own yes; one of two opens nothing", () =>
  rollback(db, async (tx) => {
    const { ines, olga, said } = await scene(tx);
    const { id: audienceId } = await makeAudience(tx, { name: "Customers" });
    await requireApproval(olga, { audienceId, incidentType: "availability", role: "legal" });
    const wordings = [{ audienceId, words: "All your card payments fail. Please wait." }];
    const opening = { ...said, wordings };
    await expect(askOpening(ines, { opening }), "nobody stands in for legal").rejects.toThrow(
      code("approver_missing"),
    );
    const cleo = await person(tx, "Cleo");
    const { openingId } = await askOpening(ines, { opening, approverId: idOf(cleo) });
    const asked = (await readOpening(ines, openingId))!.approvals;
    expect(asked).toHaveLength(2);
    const legal = asked.find(({ role }) => role === "legal")!;
    await expect(decideApproval(olga, { approvalId: legal.id, decision: "approved" })).rejects.toThrow(
      code("not_yours"),
    );
    await decideApproval(cleo, { approvalId: legal.id, decision: "approved" });
    await expect(openProposed(ines, { openingId })).rejects.toThrow(code("approval_missing"));
    const other = asked.find(({ role }) => role !== "legal")!;
    await decideApproval(cleo, { approvalId: other.id, decision: "approved" });
    await openProposed(ines, { openingId });
  }));

test("words that could not go out are not asked for, nor words that need nobody's yes", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, audienceId } = await scene(tx);
    await expect(ask({ words: "All fail. {{? how many}} wait." })).rejects.toThrow(code("words_refused"));
    await requireApproval(olga, { audienceId, incidentType: "availability", role: null });
    await expect(ask()).rejects.toThrow(code("approval_needless"));
    expect(await tx.select().from(openings)).toEqual([]);
    expect(await readOpenings(ines)).toEqual([]);
  }));

test("opened alone after all, what waited for a yes waits no more, and the reason is on record", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask, said, approvalOf } = await scene(tx);
    const { openingId } = await ask();
    const { incidentId } = await openIncident(ines, { ...said, alone: "Nobody answers." });
    expect((await approvalOf(openingId)).state).toBe("withdrawn");
    expect(await readOwnQuestions(olga)).toEqual([]);
    expect((await readApprovals(ines, incidentId)).map(({ state }) => state).toSorted()).toEqual([
      "overridden",
      "withdrawn",
    ]);
  }));
