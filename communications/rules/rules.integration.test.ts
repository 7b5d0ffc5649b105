import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { ruleSets } from "@/db/schema/rules";
import { users } from "@/db/schema/users";
import type { Role } from "@/lib/vocabulary";
import { addTemplate } from "@/status/words/templates/add-template";
import { activateRules, discardDraft } from "./activate-rules";
import { dryRunOf } from "./dry-run-of";
import { proposeRules } from "./propose-rules";
import { readGroups } from "./read-groups";
import { readActiveRules, readRuleSets } from "./read-rules";
import { reviewRules } from "./review-rules";
import { Rule } from "./rule";
import { removeCheck, writeCheck } from "./write-check";
import { removeRule, restoreRule, writeRule } from "./write-rule";

const scene = stage();
let tomasz: Context;
let viewer: Context;
let execId: string;

const userOf = async (name: string, role: Role): Promise<Context> => {
  const [user] = await scene.db
    .insert(users)
    .values({ name, email: `${name.toLowerCase()}@larkfield.example`, role })
    .returning({ id: users.id });
  return { db: scene.db, now: noon, actor: { kind: "user", id: user!.id, role, name } };
};

beforeAll(async () => {
  tomasz = await userOf("Tomasz", "owner");
  viewer = await userOf("Vera", "viewer");
  const [row] = await scene.db
    .insert(audiences)
    .values({ slug: "executives", kind: "private", name: "Executives", createdAt: noon, updatedAt: noon })
    .returning({ id: audiences.id });
  execId = row!.id;
});
beforeEach(() => scene.db.delete(ruleSets));

const executives = { when: { on: "opened" as const }, tell: { audiences: ["executives"] } };
const inUse = async () => (await readActiveRules(scene.db)).rules.map(({ tell }) => tell.audiences);

async function activated(): Promise<number> {
  const { draft: version } = await writeRule(scene.liaison(), executives);
  await proposeRules(scene.liaison(), { version, reason: "Executives asked for it." });
  await reviewRules(tomasz, { version, verdict: "approve" });
  await activateRules(scene.liaison(), { version });
  return version;
}

test("a rule applies when it was written with a reason, reviewed by somebody else and activated, and not before", async () => {
  const { draft: version } = await writeRule(scene.liaison(), executives);
  expect(await inUse()).toEqual([]);
  await proposeRules(scene.liaison(), { version, reason: "Executives asked for it." });
  expect(await inUse()).toEqual([]);
  await expect(activateRules(scene.liaison(), { version })).rejects.toMatchObject({ code: "not_reviewed" });
  await reviewRules(tomasz, { version, verdict: "approve" });
  expect(await inUse()).toEqual([]);
  await activateRules(scene.liaison(), { version });
  expect(await inUse()).toEqual([["executives"]]);
  expect(await readRuleSets(viewer)).toMatchObject([
    { version, state: "active", reviewedBy: "Tomasz", reason: "Executives asked for it." },
  ]);
});

test("nobody reviews their own words, and viewers write, review and activate nothing", async () => {
  const { draft: version } = await writeRule(scene.liaison(), executives);
  await proposeRules(scene.liaison(), { version, reason: "Executives asked for it." });
  await expect(reviewRules(scene.liaison(), { version, verdict: "approve" })).rejects.toMatchObject({
    code: "own_work",
  });
  for (const refused of [
    () => writeRule(viewer, executives),
    () => reviewRules(viewer, { version, verdict: "approve" }),
    () => proposeRules(viewer, { version, reason: "Because I can." }),
    () => activateRules(viewer, { version }),
    () => discardDraft(viewer, { version }),
  ])
    await expect(refused()).rejects.toMatchObject({ code: "not_allowed" });
});

test("a proposal needs a reason and something new; what goes back says what should be different", async () => {
  const version = await activated();
  const { draft } = await removeRule(scene.liaison(), {
    ruleId: (await readActiveRules(scene.db)).rules[0]!.id,
  });
  await restoreRule(scene.liaison(), { ruleId: (await readActiveRules(scene.db)).rules[0]!.id });
  await expect(proposeRules(scene.liaison(), { version: draft, reason: "" })).rejects.toThrow();
  await expect(
    proposeRules(scene.liaison(), { version: draft, reason: "No reason at all." }),
  ).rejects.toMatchObject({ code: "nothing_changed" });
  await writeRule(scene.liaison(), { ...executives, when: { on: "resolved" } });
  await proposeRules(scene.liaison(), { version: draft, reason: "They want the end too." });
  await expect(
    reviewRules(tomasz, { version: draft, verdict: "send_back", words: "" }),
  ).rejects.toMatchObject({ code: "reason_missing" });
  await reviewRules(tomasz, { version: draft, verdict: "send_back", words: "Only for SEV1, please." });
  const [mine] = await readRuleSets(scene.liaison());
  expect(mine).toMatchObject({ state: "draft", reason: "Sent back by Tomasz: Only for SEV1, please." });
  expect((await readRuleSets(tomasz)).map(({ state }) => state)).toEqual(["active"]);
  expect(version).toBeLessThan(draft);
});

test("one version is active, the older one retires; what came into use meanwhile is not dropped unseen", async () => {
  const first = await activated();
  const mine = await writeRule(scene.liaison(), { ...executives, when: { on: "escalated" } });
  const theirs = await writeRule(tomasz, { ...executives, when: { on: "resolved" } });
  await proposeRules(scene.liaison(), { version: mine.draft, reason: "They want to know." });
  await proposeRules(tomasz, { version: theirs.draft, reason: "They want the end." });
  await reviewRules(tomasz, { version: mine.draft, verdict: "approve" });
  await reviewRules(scene.liaison(), { version: theirs.draft, verdict: "approve" });
  await activateRules(tomasz, { version: theirs.draft });
  await expect(activateRules(tomasz, { version: mine.draft })).rejects.toMatchObject({
    code: "rules_changed",
  });
  const states = Object.fromEntries((await readRuleSets(tomasz)).map((set) => [set.version, set.state]));
  expect(states).toEqual({ [first]: "retired", [theirs.draft]: "active", [mine.draft]: "in_review" });
});

test("two drafts at the same time are two versions, and two activations one", async () => {
  const [mine, theirs] = await Promise.all([
    writeRule(scene.liaison(), executives),
    writeRule(tomasz, executives),
  ]);
  expect(mine.draft).not.toBe(theirs.draft);
  await proposeRules(scene.liaison(), { version: mine.draft, reason: "Executives asked for it." });
  await reviewRules(tomasz, { version: mine.draft, verdict: "approve" });
  const tries = await Promise.allSettled([1, 2].map(() => activateRules(tomasz, { version: mine.draft })));
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await scene.db.select().from(ruleSets).where(eq(ruleSets.state, "active"))).toHaveLength(1);
});

test("a rule that names what is not there, or nobody, is refused in words", async () => {
  await expect(
    writeRule(scene.liaison(), { ...executives, tell: { audiences: ["bord"] } }),
  ).rejects.toMatchObject({ message: "Nothing here is called bord. Choose again." });
  await expect(writeRule(scene.liaison(), { ...executives, tell: {} })).rejects.toThrow(
    "Say who is to be told.",
  );
});

test("rules whose checks do not hold are not proposed", async () => {
  const { draft: version } = await writeRule(scene.liaison(), executives);
  const checks = [
    { name: "small ones are quiet", facts: { happens: "opened" }, doesNotHear: ["executives"] },
  ];
  await scene.db.update(ruleSets).set({ checks }).where(eq(ruleSets.version, version));
  await expect(
    proposeRules(scene.liaison(), { version, reason: "Executives asked for it." }),
  ).rejects.toMatchObject({
    code: "checks_failed",
    message: expect.stringContaining("small ones are quiet"),
  });
});

test("the dry run over real incidents and today's people, kept with the proposal", async () => {
  await addSubscriber(scene, { address: "reader@reader.example" });
  const ada = await addSubscriber(scene, {
    audienceId: execId,
    kind: "stakeholder",
    address: "ada@larkfield.example",
  });
  await addSubscriber(scene, {
    audienceId: execId,
    kind: "stakeholder",
    personId: ada,
    channel: "sms",
    address: "+351900000000",
  });
  const { incidentId } = await openOnCheckout(scene);
  await say(scene, incidentId, { severity: "SEV1" }, minutesLater(10));
  const rule = Rule.parse({ id: "x", ...executives, by: ["sms"] });
  const run = await dryRunOf(scene.liaison(minutesLater(30)), [rule]);
  expect(run).toMatchObject({ against: 0, incidents: 1, people: 2, newly: 1, stop: 0 });
  expect(run.shown).toMatchObject([{ title: "Card payments fail", newly: 1, firstMinutes: 0 }]);
  const { draft: version } = await writeRule(scene.liaison(), executives);
  await proposeRules(scene.liaison(), { version, reason: "Executives asked for it." });
  const [proposed] = await readRuleSets(tomasz);
  expect(proposed?.dryRun).toMatchObject({ newly: 1, people: 2 });
});

test("people alike are one group; who has an address on two audiences is one person; who is named stands alone", async () => {
  await addSubscriber(scene, { address: "x1@reader.example" });
  await addSubscriber(scene, { address: "x2@reader.example" });
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder", address: "x2@reader.example" });
  const groups = await readGroups(scene.db, new Set(["reader@reader.example"]));
  expect(groups.reduce((sum, { people }) => sum + people, 0)).toBe(4);
  expect(groups.find(({ rows }) => rows[0]!.address === "reader@reader.example")).toMatchObject({
    people: 1,
  });
  expect(groups.filter(({ rows }) => rows.length === 2)).toHaveLength(2);
});

test("a rule gives only ready words that somebody wrote", async () => {
  const rule = { ...executives, template: "First word, inside" };
  await expect(writeRule(scene.liaison(), rule)).rejects.toMatchObject({
    code: "template_unknown",
    fields: { template: expect.stringContaining("First word, inside") },
  });
  const status = "investigating" as const;
  const ready = { name: "First word, inside", status, audienceId: execId, incidentType: null };
  await addTemplate(scene.liaison(), { ...ready, words: "We look into it." });
  await expect(writeRule(scene.liaison(), rule)).resolves.toMatchObject({ draft: 1 });
});

test("checks are written beside the rules, found by their names, and keep a version that breaks them from a review", async () => {
  const check = {
    ...{ name: "Executives hear of the worst", facts: { happens: "opened", severity: "SEV1" } as const },
    ...{ hears: ["executives"], doesNotHear: ["legal"] },
  };
  const { draft: version } = await writeCheck(scene.liaison(), { check });
  const mine = async () => (await readRuleSets(scene.liaison()))[0]!;
  expect((await mine()).checks.map(({ name }) => name)).toEqual([check.name]);
  await expect(writeCheck(scene.liaison(), { check })).rejects.toMatchObject({ code: "check_twice" });
  await expect(writeCheck(scene.liaison(), { before: "Gone", check })).rejects.toMatchObject({
    code: "check_unknown",
  });
  await expect(
    writeCheck(scene.liaison(), { check: { ...check, hears: [], doesNotHear: [] } }),
  ).rejects.toThrow("who must hear");
  const propose = () => proposeRules(scene.liaison(), { version, reason: "So that it stays so." });
  await expect(propose()).rejects.toMatchObject({
    code: "checks_failed",
    message: expect.stringContaining("executives must hear, and no rule tells them"),
  });
  await writeRule(scene.liaison(), executives);
  await writeCheck(scene.liaison(), { before: check.name, check: { ...check, name: "The worst" } });
  await propose();
  await reviewRules(tomasz, { version, verdict: "approve" });
  await activateRules(tomasz, { version });
  // Other checks of the same rules are something new to review.
  const { draft } = await removeCheck(scene.liaison(), { name: "The worst" });
  await proposeRules(scene.liaison(), { version: draft, reason: "It is tested elsewhere." });
  expect((await readActiveRules(scene.db)).checks.map(({ name }) => name)).toEqual(["The worst"]);
});
