import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { readNotices } from "@/communications/deliveries/read-notices";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { audienceApprovals, audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { suppressions } from "@/db/schema/receipts";
import { ruleFirings, ruleSets } from "@/db/schema/rules";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { updateWords } from "@/db/schema/updates";
import { addPeopleTonight } from "./add-people-tonight";
import { previewReach } from "./preview-reach";
import { type RuleInput, Rules } from "./rule";
import { runDueRules } from "./run-due-rules";

const scene = stage();
let execId: string;

beforeAll(async () => {
  const [row] = await scene.db
    .insert(audiences)
    .values({ slug: "executives", kind: "private", name: "Executives", createdAt: noon, updatedAt: noon })
    .returning({ id: audiences.id });
  execId = row!.id;
});
beforeEach(async () => {
  for (const table of [ruleSets, ruleFirings, personalLetters, deliveries, subscribers, suppressions])
    await scene.db.delete(table);
  // What earlier tests opened is not this test's.
  await scene.db.update(incidents).set({ withdrawnAt: noon });
  await scene.db.update(events).set({ toldAt: noon });
});

const use = (...rules: RuleInput[]) =>
  scene.db.insert(ruleSets).values({
    ...{ version: 1, state: "active", rules: Rules.parse(rules), reason: "For the test", writtenAt: noon },
  });
const run = (minutes: number) => runDueRules({ db: scene.db, now: minutesLater(minutes) });
const letters = async () =>
  (await scene.db.select().from(personalLetters).where(eq(personalLetters.kind, "rule_notice"))).map(
    ({ address, subject, text }) => ({ address, subject, text }),
  );
const toldOf = async (updateId: string) =>
  (await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId))).map(
    ({ recipientId, audienceId }) => ({ recipientId, audienceId }),
  );
const finance = { tell: { people: ["finance@larkfield.example"] }, by: ["email" as const] };
const executives = { tell: { audiences: ["executives"] } };

test("who is named gets one notice, which says where it stands, what was said and why they hear", async () => {
  await use({ id: "r", when: { on: "unresolved_for", minutes: 30 }, ...finance });
  const other = await openOnCheckout(scene, {}, minutesLater(15));
  const { updateId } = await openOnCheckout(scene);
  expect(await run(29)).toBe(0);
  expect(await run(30)).toBe(1);
  expect(await run(31)).toBe(0);
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    address: "finance@larkfield.example",
    subject: "Card payments fail: SEV2, investigating",
  });
  expect(letter!.text).toContain("Cards are declined.");
  expect(letter!.text).toContain(
    "When an incident is unresolved for 30 minutes, tell finance@larkfield.example",
  );
  expect(await readNotices(scene.db, updateId), "shown with the deliveries of the last word").toMatchObject([
    { address: "finance@larkfield.example", state: "planned", settledAt: null },
  ]);
  expect(await readNotices(scene.db, other.updateId)).toEqual([]);
});

test("an audience is opened by its rule and gets the last words once; the public does not get them again", async () => {
  const ada = await addSubscriber(scene, {
    audienceId: execId,
    kind: "stakeholder",
    address: "ada@larkfield.example",
  });
  const reader = await addSubscriber(scene);
  await use({ id: "r", when: { on: "opened" }, ...executives, withinMinutes: 5 });
  const { incidentId, updateId } = await openOnCheckout(scene);
  const step = () => tick({ db: scene.db, now: minutesLater(1) }, null, async (version) => version);
  expect((await step()).faults).toEqual([]);
  expect((await step()).faults).toEqual([]);
  expect(await toldOf(updateId)).toEqual(
    expect.arrayContaining([
      { recipientId: reader, audienceId: scene.audienceId },
      { recipientId: ada, audienceId: execId },
    ]),
  );
  expect(await toldOf(updateId)).toHaveLength(2);
  const [opened] = await scene.db
    .select()
    .from(incidentAudiences)
    .where(eq(incidentAudiences.incidentId, incidentId));
  expect(opened).toMatchObject({ audienceId: execId, nextUpdateBy: minutesLater(5) });
});

test("whom the update was told before is not told again when a rule opens another audience later", async () => {
  const reader = await addSubscriber(scene);
  await use({ id: "r", when: { on: "unresolved_for", minutes: 15 }, ...executives });
  const { updateId } = await openOnCheckout(scene);
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut({ db: scene.db, now: noon }, event!.id);
  const ada = await addSubscriber(scene, {
    audienceId: execId,
    kind: "stakeholder",
    address: "ada@larkfield.example",
  });
  const late = await addSubscriber(scene);
  await run(15);
  const [ran] = await scene.db
    .select()
    .from(events)
    .where(and(eq(events.kind, "rule_ran"), eq(events.updateId, updateId)));
  await planFanOut({ db: scene.db, now: minutesLater(15) }, ran!.id);
  const told = (await toldOf(updateId)).map(({ recipientId }) => recipientId);
  expect(told.toSorted()).toEqual([reader, ada].toSorted());
  expect(told).not.toContain(late);
});

test("two machines and a killed worker run it once: all of it, or nothing", async () => {
  await use({ id: "r", when: { on: "opened" }, ...finance, everyMinutes: 30 });
  await openOnCheckout(scene);
  const both = await Promise.all([run(1), run(1), run(1)]);
  expect(both.toSorted()).toEqual([0, 0, 1]);
  await scene.db
    .transaction(async (tx) => {
      await runDueRules({ db: tx, now: minutesLater(31) });
      throw new Error("killed");
    })
    .catch(() => undefined);
  expect(await letters()).toHaveLength(1);
  expect(await run(31)).toBe(1);
  expect(await letters()).toHaveLength(2);
  // A worker that rested for long tells once, not what it missed.
  expect(await run(200)).toBe(1);
  expect(await letters()).toHaveLength(3);
  expect((await scene.db.select().from(ruleFirings)).map(({ occurrence }) => occurrence).toSorted()).toEqual([
    0, 1, 2,
  ]);
});

test("what is over is not repeated, and what was taken back tells nobody", async () => {
  await use({ id: "r", when: { on: "opened" }, ...finance, everyMinutes: 30 });
  const { incidentId } = await openOnCheckout(scene);
  await run(1);
  await say(scene, incidentId, { status: "resolved", nextUpdateBy: null, services: [] }, minutesLater(20));
  expect(await run(35)).toBe(0);
  const second = await openOnCheckout(scene);
  await scene.db.update(incidents).set({ withdrawnAt: noon }).where(eq(incidents.id, second.incidentId));
  expect(await run(1)).toBe(0);
});

test("a drill runs no rule, and a suppressed address is not written to", async () => {
  await use({ id: "r", when: { on: "opened" }, ...finance });
  const { incidentId } = await openOnCheckout(scene);
  await scene.db.update(incidents).set({ drill: true }).where(eq(incidents.id, incidentId));
  expect(await run(1)).toBe(0);
  await scene.db.update(incidents).set({ drill: false }).where(eq(incidents.id, incidentId));
  await scene.db
    .insert(suppressions)
    .values({ channel: "email", address: "finance@larkfield.example", reason: "bounced", since: noon });
  await run(1);
  expect(await letters()).toEqual([]);
});

test("one message for who is named and listens: their subscription's, not a notice besides", async () => {
  await addSubscriber(scene, { address: "finance@larkfield.example" });
  await use({ id: "r", when: { on: "opened" }, ...finance });
  await openOnCheckout(scene);
  await run(1);
  expect(await letters()).toEqual([]);
});

test("two rules that name somebody at once are one notice, which says both, in whatever order they stand", async () => {
  const ada = await addSubscriber(scene, {
    audienceId: execId,
    kind: "stakeholder",
    address: "ada@larkfield.example",
  });
  await use(
    {
      id: "z",
      when: { on: "updated" },
      tell: { people: ["finance@larkfield.example", "ada@larkfield.example"] },
    },
    { id: "y", when: { on: "opened" }, ...finance },
    { id: "a", when: { on: "opened" }, ...executives },
  );
  const { updateId } = await openOnCheckout(scene);
  await scene.db.update(events).set({ toldAt: noon });
  expect(await run(1)).toBe(3);
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter!.text).toContain("When an update is published");
  expect(letter!.text).toContain("When an incident opens, tell finance@larkfield.example by email.");
  const [ran] = await scene.db
    .select()
    .from(events)
    .where(and(eq(events.kind, "rule_ran"), eq(events.updateId, updateId)));
  await planFanOut({ db: scene.db, now: minutesLater(1) }, ran!.id);
  expect(await toldOf(updateId)).toEqual([{ recipientId: ada, audienceId: execId }]);
});

test("a security incident is called by its codename, and its public words go to nobody by a rule", async () => {
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder" });
  await use({
    id: "r",
    when: { on: "opened" },
    tell: { audiences: ["executives"], people: ["finance@larkfield.example"] },
  });
  const { incidentId, updateId } = await openOnCheckout(scene);
  await scene.db
    .update(incidents)
    .set({ type: "security", codename: "Grey Heron" })
    .where(eq(incidents.id, incidentId));
  // While the last words are still being planned for others, a rule that opens an audience waits.
  expect(await run(1)).toBe(0);
  await scene.db.update(events).set({ toldAt: noon });
  expect(await run(1)).toBe(1);
  const [letter] = await letters();
  expect(letter!.subject).toBe("Grey Heron: SEV2, investigating");
  expect(letter!.text).not.toMatch(/Card payments|Cards are declined/);
  expect(await scene.db.select().from(updateWords).where(eq(updateWords.updateId, updateId))).toHaveLength(1);
});

test("the preview in the composer says whom the rules then really reach, and why the others do not run", async () => {
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder", address: "ada@larkfield.example" });
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder", state: "left" });
  const reader = await addSubscriber(scene, { address: "reader@larkfield.example" });
  await use(
    { id: "a", when: { on: "opened" }, ...executives },
    {
      id: "b",
      when: { on: "updated" },
      tell: { people: ["finance@larkfield.example", "ada@larkfield.example", "reader@larkfield.example"] },
    },
    { id: "c", when: { on: "opened" }, and: { severities: ["SEV1"] }, ...executives },
  );
  const written = {
    status: "investigating",
    severity: "SEV2",
    impact: "major",
    type: "availability",
  } as const;
  const asked = { ...written, incidentId: null, serviceIds: [scene.checkout], audienceIds: [] };
  const { rules: preview } = await previewReach(scene.liaison(), { ...asked, tell: true });
  expect(preview).toMatchObject({
    people: 2,
    run: [{ people: 1 }, { people: 2 }],
    doNotRun: [{ failed: "severity is SEV2, not SEV1" }],
  });
  const { updateId } = await openOnCheckout(scene);
  for (let step = 0; step < 3; step++) {
    const { faults } = await tick({ db: scene.db, now: minutesLater(1) }, null, async (version) => version);
    expect(faults).toEqual([]);
  }
  const told = (await toldOf(updateId)).filter(({ recipientId }) => recipientId !== reader);
  expect(told.length + (await letters()).length).toBe(preview.people);
  const untold = await previewReach(scene.liaison(), { ...asked, tell: false });
  expect(untold).toMatchObject({ hears: 0, rules: { people: 0 } });
});

test("the ready words of a rule are offered for whom it tells, at the moment it speaks of", async () => {
  await use(
    { id: "a", when: { on: "opened" }, ...executives, template: "First word" },
    { id: "b", when: { on: "updated" }, tell: { roles: ["legal"] }, template: "Any word" },
    { id: "c", when: { on: "unresolved_for", minutes: 30 }, ...executives, template: "Still no end" },
    { id: "d", when: { on: "opened" }, and: { severities: ["SEV1"] }, ...executives, template: "The worst" },
  );
  const written = { severity: "SEV2", impact: "major", type: "availability", tell: true } as const;
  const asked = { ...written, serviceIds: [scene.checkout], audienceIds: [] };
  const ready = async (minutes: number, incidentId: string | null) => {
    const status = incidentId ? "identified" : "investigating";
    const liaison = scene.liaison(minutesLater(minutes));
    const found = await previewReach(liaison, { ...asked, status, incidentId });
    return found.ready.map(({ audienceId, template }) => [audienceId, template]);
  };
  const [exec, everybody] = [execId, scene.audienceId];
  expect(await ready(0, null)).toEqual([
    [exec, "First word"],
    [everybody, "Any word"],
  ]);
  const { incidentId } = await openOnCheckout(scene);
  expect(await ready(10, incidentId)).toEqual([[everybody, "Any word"]]);
  expect(await ready(31, incidentId)).toEqual([
    [everybody, "Any word"],
    [exec, "Still no end"],
  ]);
});

test("an audience whose words need somebody's yes is opened, and waits for words of its own", async () => {
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder" });
  await scene.db
    .insert(audienceApprovals)
    .values({ audienceId: execId, incidentType: "availability", role: "commander" });
  await use({ id: "r", when: { on: "opened" }, ...executives });
  const { incidentId, updateId } = await openOnCheckout(scene);
  await scene.db.update(events).set({ toldAt: noon });
  expect(await run(1)).toBe(1);
  expect(await scene.db.select().from(updateWords).where(eq(updateWords.updateId, updateId))).toHaveLength(1);
  const opened = await scene.db
    .select()
    .from(incidentAudiences)
    .where(eq(incidentAudiences.incidentId, incidentId));
  expect(opened).toHaveLength(1);
  await scene.db.delete(audienceApprovals);
});

test("an audience without people is not opened: there is nobody to promise anything to", async () => {
  await use({ id: "r", when: { on: "opened" }, ...executives, withinMinutes: 5 });
  const { incidentId } = await openOnCheckout(scene);
  await scene.db.update(events).set({ toldAt: noon });
  await run(1);
  expect(
    await scene.db.select().from(incidentAudiences).where(eq(incidentAudiences.incidentId, incidentId)),
  ).toEqual([]);
});

test("people added tonight hear at once and of every further update; nobody can be added to what is over", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const add = () =>
    addPeopleTonight(scene.liaison(minutesLater(5)), {
      incidentId,
      people: ["Board@larkfield.example"],
      reason: "They asked the commander.",
    });
  await add();
  expect(await run(6)).toBe(1);
  await say(scene, incidentId, {}, minutesLater(10));
  expect(await run(11)).toBe(1);
  expect((await letters()).map(({ address }) => address)).toEqual([
    "board@larkfield.example",
    "board@larkfield.example",
  ]);
  await say(scene, incidentId, { status: "resolved", nextUpdateBy: null, services: [] }, minutesLater(20));
  await expect(add()).rejects.toMatchObject({ code: "not_open" });
  const viewer = {
    ...scene.liaison(),
    actor: { kind: "user" as const, id: "x", role: "viewer" as const, name: "V" },
  };
  await expect(
    addPeopleTonight(viewer, { incidentId, people: ["x@larkfield.example"], reason: "Because." }),
  ).rejects.toMatchObject({ code: "not_allowed" });
});
