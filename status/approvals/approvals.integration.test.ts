import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import {
  clockContext,
  ensurePublicAudience,
  makeAudience,
  makeContext,
  makeUser,
  minutesLater,
  noon,
} from "@/db/factories";
import { approvals, updates } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import type { Role } from "@/lib/vocabulary";
import { correctUpdate } from "@/status/incidents/correct-update";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { raiseSeverity } from "@/status/incidents/raise-severity";
import { readIncident } from "@/status/incidents/read-incident";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { takeRole } from "@/status/incidents/roles/take-role";
import { askApproval } from "./ask-approval";
import { decideByLetter, readQuestion } from "./by-letter";
import { decideApproval } from "./decide-approval";
import { readApproval, readApprovals, readOwnQuestions } from "./read-approvals";
import { requireApproval } from "./require-approval";
import { reviewAlone } from "./review-alone";
import { runDueApprovals } from "./run-due-approvals";
import { approvalToken } from "./token";

process.env.SECRET ??= "a secret for tests only";
const { db } = await testDatabase();
const facts = { severity: "SEV2", impact: "major", tell: false } as const;
const words = "One in eight payments is declined.";

async function person(tx: Db, name: string, role: Role = "liaison"): Promise<Context> {
  const { id } = await makeUser(tx, { name, role });
  return { db: tx, now: noon, actor: { kind: "user", id, role, name } };
}
const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;
const code = (code: string) => expect.objectContaining({ code });

/** Ines is liaison, Cleo commander, Olga owner; the public's words need the commander's yes. */
async function scene(tx: Db) {
  const ines = await makeContext(tx);
  const [cleo, olga] = [await person(tx, "Cleo"), await person(tx, "Olga", "owner")];
  const opening = { ...facts, title: "Cards fail", words: "We look into it.", services: [] };
  const opened = await openIncident(ines, { ...opening, nextUpdateBy: minutesLater(60) });
  const { incidentId } = opened;
  await takeRole(cleo, { incidentId, role: "commander" });
  const { id: audienceId } = await ensurePublicAudience(tx);
  await requireApproval(olga, { audienceId, incidentType: "availability", role: "commander" });
  const update = { ...facts, incidentId, words, services: [], status: "identified" as const };
  const post = (over: Partial<Parameters<typeof postUpdate>[1]> = {}, by = ines) =>
    postUpdate(by, { ...update, nextUpdateBy: minutesLater(60), ...over });
  const ask = (over: Partial<Parameters<typeof askApproval>[1]> = {}) =>
    askApproval(ines, { incidentId, audienceId, words, ...over });
  return { ines, cleo, olga, incidentId, audienceId, post, ask, firstUpdate: opened.updateId };
}

const stateOf = async (ctx: Context, id: string) => (await readApproval(ctx, id))!.state;
const count = async (tx: Db, incidentId: string) =>
  (await tx.select().from(updates).where(eq(updates.incidentId, incidentId))).length;

test("without a yes nothing is published; with it exactly these words are, once", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, post, ask, incidentId } = await scene(tx);
    await expect(post()).rejects.toThrow(code("approval_missing"));
    const { approvalId, approver } = await ask();
    expect(approver).toBe("Cleo");
    await expect(post()).rejects.toThrow(code("approval_missing"));
    expect(await count(tx, incidentId)).toBe(1);
    expect(await readOwnQuestions(cleo)).toMatchObject([{ words, asker: "Ines Okafor", yours: true }]);
    expect(await readOwnQuestions(ines)).toEqual([]);
    await decideApproval(cleo, { approvalId, decision: "approved" });
    await expect(post({ words: `${words} Sorry.` })).rejects.toThrow(code("approval_missing"));
    const { updateId } = await post();
    expect(await readApproval(ines, approvalId)).toMatchObject({ state: "approved", usedFor: updateId });
    await expect(post(), "a yes is good for one update").rejects.toThrow(code("approval_missing"));
  }));

test("a yes is stale once the incident moved on, and the clock says so", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, post, ask, incidentId } = await scene(tx);
    const { approvalId } = await ask();
    await decideApproval(cleo, { approvalId, decision: "approved" });
    await raiseSeverity(ines, { incidentId, severity: "SEV1" });
    await expect(post({ severity: "SEV1" })).rejects.toThrow(code("approval_stale"));
    await runDueApprovals(clockContext(tx));
    expect(await stateOf(ines, approvalId)).toBe("stale");
    const { approvalId: next } = await ask();
    await raiseSeverity(ines, { incidentId, severity: "SEV1" }).catch(() => undefined);
    await decideApproval(cleo, { approvalId: next, decision: "approved" });
    await post({ severity: "SEV1" });
  }));

test("a question about an incident that moved on is not decided", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, ask, incidentId } = await scene(tx);
    const { approvalId } = await ask();
    await raiseSeverity(ines, { incidentId, severity: "SEV1" });
    expect(await readOwnQuestions(cleo)).toEqual([]);
    await expect(decideApproval(cleo, { approvalId, decision: "approved" })).rejects.toThrow(
      code("approval_stale"),
    );
  }));

test("only whose yes is needed decides: not who asked, nor a bystander; an owner stands in", () =>
  rollback(db, async (tx) => {
    const { ines, olga, ask } = await scene(tx);
    const { approvalId } = await ask();
    for (const ctx of [ines, await person(tx, "Tomasz")]) {
      await expect(decideApproval(ctx, { approvalId, decision: "approved" })).rejects.toThrow(
        code("not_yours"),
      );
    }
    await expect(decideApproval(olga, { approvalId, decision: "objected" })).rejects.toThrow(
      "what must change",
    );
    await decideApproval(olga, { approvalId, decision: "objected", reason: "No numbers, please." });
    expect(await readApproval(ines, approvalId)).toMatchObject({
      state: "objected",
      decider: "Olga",
      reason: "No numbers, please.",
    });
    await expect(decideApproval(olga, { approvalId, decision: "approved" })).rejects.toThrow(
      code("approval_over"),
    );
  }));

test("a newer question takes the place of the one that waits, and its key is dead", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, ask } = await scene(tx);
    const first = await ask();
    await ask({ words: "Other words." });
    expect(await stateOf(ines, first.approvalId)).toBe("withdrawn");
    const token = approvalToken(first.approvalId, idOf(cleo));
    expect(await readQuestion({ db: tx, now: noon }, token)).toBeNull();
    await expect(decideByLetter({ db: tx, now: noon }, { token, decision: "approved" })).rejects.toThrow(
      code("approval_over"),
    );
  }));

test("the key of the letter decides once, in its holder's name, and no made-up key does", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, olga, ask, post } = await scene(tx);
    const visitor = { db: tx, now: noon };
    const { approvalId } = await ask();
    const token = approvalToken(approvalId, idOf(cleo));
    const forged = [approvalToken(approvalId, idOf(olga)), `${token.slice(0, -1)}A`, "x", ""];
    for (const other of forged.filter((one) => one !== token)) {
      expect(await readQuestion(visitor, other)).toBeNull();
      await expect(decideByLetter(visitor, { token: other, decision: "approved" })).rejects.toThrow(
        code("approval_over"),
      );
    }
    expect(await readQuestion(visitor, token)).toMatchObject({ approver: "Cleo", html: `<p>${words}</p>` });
    expect(await stateOf(ines, approvalId), "looking decides nothing").toBe("asked");
    await decideByLetter(visitor, { token, decision: "approved" });
    expect(await readApproval(ines, approvalId)).toMatchObject({ state: "approved", decider: "Cleo" });
    await expect(decideByLetter(visitor, { token, decision: "objected", reason: "no" })).rejects.toThrow(
      code("approval_over"),
    );
    await post();
  }));

test("strong objections only: silence is a yes by the clock, recorded as nobody's; an objection in time is a no", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, ask, post } = await scene(tx);
    const { approvalId } = await ask({ objectWithinMinutes: 10 });
    await runDueApprovals(clockContext(tx, minutesLater(9)));
    expect(await stateOf(ines, approvalId)).toBe("asked");
    await runDueApprovals(clockContext(tx, minutesLater(10)));
    await runDueApprovals(clockContext(tx, minutesLater(10)));
    expect(await readApproval(ines, approvalId)).toMatchObject({
      state: "approved",
      decidedBy: null,
      decidedAt: minutesLater(10),
    });
    await post();
    const { incidentId } = (await readApproval(ines, approvalId))!;
    const { activity } = (await readIncident(ines, incidentId!))!;
    expect(activity.filter(({ kind }) => kind === "approval_lapsed")).toMatchObject([{ who: null }]);
    const next = await ask({ objectWithinMinutes: 10 });
    await decideApproval(cleo, { approvalId: next.approvalId, decision: "objected", reason: "Not yet." });
    await runDueApprovals(clockContext(tx, minutesLater(60)));
    expect(await stateOf(ines, next.approvalId)).toBe("objected");
    await expect(post()).rejects.toThrow(code("approval_missing"));
  }));

test("break-glass publishes alone with a reason; it is on record and reviewed by somebody else", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, post, incidentId } = await scene(tx);
    await expect(post({ alone: " " })).rejects.toThrow("cannot wait");
    const { updateId } = await post({ alone: "Cleo is on a plane." });
    const [alone] = await readApprovals(ines, incidentId);
    expect(alone).toMatchObject({ state: "overridden", usedFor: updateId, reason: "Cleo is on a plane." });
    const { activity } = (await readIncident(ines, incidentId))!;
    expect(activity.at(-1)).toMatchObject({ details: { alone: "Cleo is on a plane." } });
    await expect(reviewAlone(ines, { approvalId: alone!.id })).rejects.toThrow(code("not_yours"));
    await reviewAlone(cleo, { approvalId: alone!.id });
    expect(await readApproval(ines, alone!.id)).toMatchObject({ decider: "Cleo" });
  }));

test("who holds the role that approves needs nobody's yes", () =>
  rollback(db, async (tx) => {
    const { cleo, post } = await scene(tx);
    await post({}, cleo);
  }));

test("no door goes around it: opening, reopening and correcting need the yes too", () =>
  rollback(db, async (tx) => {
    const { ines, cleo, incidentId, ask, firstUpdate } = await scene(tx);
    const open = { ...facts, title: "Other", words, services: [], nextUpdateBy: minutesLater(60) };
    await expect(openIncident(ines, open)).rejects.toThrow(code("approval_missing"));
    await openIncident(ines, { ...open, alone: "The first word cannot wait." });
    await expect(correctUpdate(ines, { updateId: firstUpdate, words })).rejects.toThrow(
      code("approval_missing"),
    );
    const { approvalId } = await ask();
    await decideApproval(cleo, { approvalId, decision: "approved" });
    await correctUpdate(ines, { updateId: firstUpdate, words });
    const over = { ...facts, incidentId, words: "Over.", services: [], status: "resolved" as const };
    await postUpdate(cleo, over);
    const again = {
      incidentId,
      words: "Not over.",
      services: [],
      tell: false,
      nextUpdateBy: minutesLater(60),
    };
    await expect(reopenIncident(ines, again)).rejects.toThrow(code("approval_missing"));
    await reopenIncident(ines, { ...again, alone: "It hurts again." });
  }));

test("each audience has its own rule, for incidents of its type only; only owners change it", () =>
  rollback(db, async (tx) => {
    const { ines, olga, cleo, post, audienceId } = await scene(tx);
    const executives = await makeAudience(tx, { mayExpectResolution: true });
    const rule = { audienceId, incidentType: "availability" } as const;
    await expect(requireApproval(ines, { ...rule, role: null })).rejects.toThrow(code("owners_only"));
    await requireApproval(olga, { ...rule, role: null });
    await requireApproval(olga, { ...rule, audienceId: executives.id, role: "commander" });
    const wordings = [{ audienceId: executives.id, words: "Revenue at risk." }];
    await expect(post({ wordings })).rejects.toThrow(code("approval_missing"));
    await post();
    const { incidentId } = (await readIncident(ines, (await readOwn(ines)).id))!.updates[0]! as {
      incidentId: string;
    };
    const asked = { incidentId, audienceId: executives.id, words: "Revenue at risk." };
    const { approvalId } = await askApproval(ines, asked);
    await decideApproval(cleo, { approvalId, decision: "approved" });
    await post({ wordings });
  }));

async function readOwn(ctx: Context) {
  const [row] = await ctx.db.select({ id: updates.incidentId }).from(updates).limit(1);
  return { id: row!.id! };
}

test("nobody to ask is said, not waited for", () =>
  rollback(db, async (tx) => {
    const olga = await person(tx, "Olga", "owner");
    await ensurePublicAudience(tx);
    const open = { ...facts, title: "Cards", words, services: [], nextUpdateBy: minutesLater(60) };
    const { incidentId } = await openIncident(olga, open);
    const { id: audienceId } = await ensurePublicAudience(tx);
    await expect(askApproval(olga, { incidentId, audienceId, words })).rejects.toThrow(
      code("approver_missing"),
    );
    expect(await tx.select().from(approvals)).toEqual([]);
  }));
