import { and, eq, isNotNull } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Message, Transport } from "@/communications/channels/channel";
import { lightEngine, queueNames } from "@/communications/queue";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { drain } from "@/communications/work";
import { makeAudience, makeUser } from "@/db/factories";
import { audienceApprovals, audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { approvals, incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { ruleFirings, ruleSets } from "@/db/schema/rules";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { updates } from "@/db/schema/updates";
import { readIncident } from "@/status/public/read-incident";
import { readUpdates } from "@/status/updates/read-updates";
import { type RuleInput, Rules } from "./rule";

const scene = stage();
let execId: string;
const taken: Message[] = [];
const taker: Transport = {
  ...{ name: "t", messagesPerCall: 100, remembersKeys: true, perSecond: null, shared: true, triesMax: null },
  hand: async (messages) => {
    taken.push(...messages);
    return messages.map(({ id }) => ({ kind: "accepted", providerId: id }));
  },
};

beforeAll(async () => {
  const times = { createdAt: noon, updatedAt: noon };
  const [row] = await scene.db
    .insert(audiences)
    .values({ slug: "executives", kind: "private", name: "Executives", mayExpectResolution: true, ...times })
    .returning({ id: audiences.id });
  execId = row!.id;
});
beforeEach(async () => {
  taken.length = 0;
  for (const table of [
    deliveries,
    fanOuts,
    wordings,
    ruleSets,
    ruleFirings,
    personalLetters,
    subscribers,
    audienceApprovals,
  ])
    await scene.db.delete(table);
  await scene.db.update(incidents).set({ withdrawnAt: noon });
  await scene.db.update(events).set({ toldAt: noon });
  const engine = await lightEngine(scene.db);
  for (const queue of queueNames) await engine.deleteAllJobs(queue);
});

const use = (...rules: RuleInput[]) =>
  scene.db.insert(ruleSets).values({
    ...{ version: 1, state: "active", rules: Rules.parse(rules), reason: "For the test", writtenAt: noon },
  });
const executives = { tell: { audiences: ["executives"] } };
const stakeholder = (address = "ada@larkfield.example", more = {}) =>
  addSubscriber(scene, { audienceId: execId, kind: "stakeholder", address, ...more });
async function work(minutes: number) {
  for (const _ of [1, 2]) {
    const now = minutesLater(minutes);
    const { faults } = await tick({ db: scene.db, now }, null, async (version) => version);
    expect(faults).toEqual([]);
    await drain(
      { db: scene.db, transports: { email: taker }, clock: () => now },
      { until: minutesLater(60 * 48) },
    );
  }
}
const to = (address: string) => taken.filter((message) => message.to === address);
const reminders = () => scene.db.select().from(updates).where(isNotNull(updates.repeats));

test("then every 30 minutes says the last words again to the audience, in the ledger, until it is over", async () => {
  const ada = await stakeholder();
  await addSubscriber(scene, { address: "reader@reader.example" });
  await use({ id: "r", when: { on: "opened" }, ...executives, everyMinutes: 30 });
  const { incidentId, updateId } = await openOnCheckout(scene);
  for (const minutes of [0, 1, 29]) await work(minutes);
  expect(to("ada@larkfield.example")).toHaveLength(1);
  for (const minutes of [30, 31, 59]) await work(minutes);
  expect(to("ada@larkfield.example")).toHaveLength(2);
  const [reminder] = await reminders();
  expect(reminder).toMatchObject({ repeats: updateId, number: -1, postedBy: null });
  const letter = to("ada@larkfield.example")[1]!;
  expect(letter.text).toContain("A reminder, as was decided beforehand. What we said at 12:00 UTC:");
  expect(letter.text).toContain("Cards are declined.");
  expect(letter.text).toContain("rule 1 tells Executives when an incident opens");
  const [row] = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, reminder!.id));
  expect(row).toMatchObject({
    ...{ recipientId: ada, audienceId: execId, state: "sent" },
    toldBy: expect.stringContaining("then every 30 minutes while it is unresolved"),
  });
  expect(to("reader@reader.example")).toHaveLength(1);
  await say(scene, incidentId, { status: "resolved", nextUpdateBy: null, services: [] }, minutesLater(65));
  for (const minutes of [66, 95]) await work(minutes);
  expect(await reminders()).toHaveLength(1);
});

test("a rule of the clock reminds an audience that has the last words, and opens one that has none of it yet", async () => {
  await stakeholder();
  await use({ id: "r", when: { on: "unresolved_for", minutes: 30 }, ...executives });
  const first = await openOnCheckout(scene, {
    wordings: [{ audienceId: execId, words: "We lose 4,000 euros an hour." }],
  });
  await work(0);
  await work(30);
  expect(to("ada@larkfield.example").map(({ text }) => text.includes("A reminder"))).toEqual([false, true]);
  expect(to("ada@larkfield.example")[1]!.text).toContain("4,000 euros");
  await scene.db.update(incidents).set({ withdrawnAt: noon }).where(eq(incidents.id, first.incidentId));
  taken.length = 0;
  await openOnCheckout(scene);
  await work(0);
  await work(30);
  expect(to("ada@larkfield.example").map(({ text }) => text.includes("A reminder"))).toEqual([false]);
});

test("no reader, no number and no promise of the incident knows of a reminder", async () => {
  await stakeholder();
  await use({ id: "r", when: { on: "opened" }, ...executives, everyMinutes: 30, withinMinutes: 5 });
  const { incidentId } = await openOnCheckout(scene);
  await work(1);
  const held = async () =>
    (await scene.db.select().from(incidentAudiences).where(eq(incidentAudiences.incidentId, incidentId)))[0];
  const [promise, shown] = [
    await held(),
    JSON.stringify(await readIncident(scene.db, "public", incidentId, minutesLater(35))),
  ];
  await work(31);
  expect(await reminders()).not.toEqual([]);
  expect(await held()).toEqual(promise);
  expect(JSON.stringify(await readIncident(scene.db, "public", incidentId, minutesLater(35)))).toBe(shown);
  expect(await readUpdates(scene.db, { incidentId })).toHaveLength(1);
  const next = await say(scene, incidentId, {}, minutesLater(40));
  const [update] = await scene.db.select().from(updates).where(eq(updates.id, next.updateId));
  expect(update!.number).toBe(2);
});

test("two rules at once are one reminder; who is named besides and in the audience gets no notice", async () => {
  await stakeholder();
  const named = { people: ["ada@larkfield.example", "finance@larkfield.example"], audiences: ["executives"] };
  await use(
    { id: "a", when: { on: "unresolved_for", minutes: 30 }, tell: named },
    { id: "b", when: { on: "unresolved_for", minutes: 30 }, ...executives },
  );
  await openOnCheckout(scene, { wordings: [{ audienceId: execId, words: "It costs us." }] });
  await work(0);
  await work(30);
  expect(to("ada@larkfield.example")).toHaveLength(2);
  const letters = await scene.db
    .select()
    .from(personalLetters)
    .where(eq(personalLetters.kind, "rule_notice"));
  expect(letters.map(({ address }) => address)).toEqual(["finance@larkfield.example"]);
});

test("words that need somebody's yes and have none on record are not said again; the rule's order holds", async () => {
  await stakeholder();
  await use({ id: "r", when: { on: "unresolved_for", minutes: 30 }, ...executives });
  await openOnCheckout(scene, { wordings: [{ audienceId: execId, words: "It costs us." }] });
  await work(0);
  await scene.db
    .insert(audienceApprovals)
    .values({ audienceId: execId, incidentType: "availability", role: "commander" });
  await work(30);
  expect(to("ada@larkfield.example")).toHaveLength(1);
  const told = and(eq(events.kind, "rule_ran"), isNotNull(events.updateId));
  expect((await scene.db.select().from(events).where(told)).filter(({ toldAt }) => toldAt === null)).toEqual(
    [],
  );
});

test("outside the house words of a security incident are said again by the yes they had, and by none without", async () => {
  const { id: supportId } = await makeAudience(scene.db, { slug: "support", name: "Support" });
  await addSubscriber(scene, {
    audienceId: supportId,
    kind: "stakeholder",
    address: "sam@larkfield.example",
  });
  await use({ id: "r", when: { on: "unresolved_for", minutes: 30 }, tell: { audiences: ["support"] } });
  const wordings = [{ audienceId: supportId, words: "Tell callers that we look into sign-in." }];
  const { incidentId, updateId } = await openOnCheckout(scene, { wordings });
  await scene.db
    .update(incidents)
    .set({ type: "security", releasedAt: noon })
    .where(eq(incidents.id, incidentId));
  const legal = await makeUser(scene.db, { name: "Lea" });
  const yes = (audienceId: string) => ({
    ...{ incidentId, audienceId, words: "w", incidentRevision: 1, usedFor: updateId, askedBy: legal.id },
    ...({ role: "legal", state: "approved", askedAt: noon } as const),
  });
  await scene.db.insert(approvals).values(yes(scene.audienceId));
  await work(0);
  await work(30);
  expect(to("sam@larkfield.example")).toEqual([]);
  await scene.db.insert(approvals).values(yes(supportId));
  await scene.db.delete(ruleFirings);
  await work(31);
  expect(to("sam@larkfield.example").map(({ text }) => text.includes("we look into sign-in"))).toEqual([
    true,
  ]);
});
