import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Message, Outcome, Transport } from "@/communications/channels/channel";
import { lightEngine, queueNames } from "@/communications/queue";
import { type RuleInput, Rules } from "@/communications/rules/rule";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { drain } from "@/communications/work";
import { audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { suppressions } from "@/db/schema/receipts";
import { ruleFirings, ruleSets } from "@/db/schema/rules";
import { subscribers } from "@/db/schema/subscribers";
import { newId } from "@/lib/ids";
import type { Channel } from "@/lib/vocabulary";
import { readMerged } from "./read-held";
import { readStory } from "./read-story";
import { settle } from "./settle";
import { stopTelling } from "./stop-telling";
import { tellStory } from "./story";
import { tryNextWays } from "./try-next-ways";

const scene = stage();
let execId: string;
const taken: (Message & { channel: Channel })[] = [];
let outcomeOf: (channel: Channel) => Outcome = () => ({ kind: "accepted", providerId: newId() });

const taker = (channel: Channel): Transport => ({
  ...{
    name: channel,
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond: null,
    shared: true,
    triesMax: null,
  },
  hand: async (messages) => {
    taken.push(...messages.map((message) => ({ ...message, channel })));
    return messages.map(() => outcomeOf(channel));
  },
});
const transports = { email: taker("email"), sms: taker("sms"), slack: taker("slack") };

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
  outcomeOf = () => ({ kind: "accepted", providerId: newId() });
  for (const table of [deliveries, fanOuts, wordings, ruleSets, ruleFirings, subscribers, suppressions])
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
const ordered: RuleInput = {
  ...{ id: "r", when: { on: "opened" }, tell: { audiences: ["executives"] }, by: ["sms", "slack", "email"] },
};
async function work(minutes = 1) {
  for (const _ of [1, 2, 3]) {
    const now = minutesLater(minutes);
    const { faults } = await tick({ db: scene.db, now }, null, async (version) => version);
    expect(faults).toEqual([]);
    await drain({ db: scene.db, transports, clock: () => now }, { until: minutesLater(60 * 48) });
  }
}
async function ada(...channels: Channel[]): Promise<Record<string, string>> {
  const personId = newId();
  const ids: Record<string, string> = {};
  const addresses = {
    sms: "+351912345678",
    email: "ada@larkfield.example",
    slack: "https://hooks.slack.com/services/T/B/x",
  };
  for (const channel of channels) {
    const address = addresses[channel as keyof typeof addresses];
    ids[channel] = await addSubscriber(scene, {
      audienceId: execId,
      kind: "stakeholder",
      personId,
      channel,
      address,
    });
  }
  return ids;
}
const ledger = async (updateId: string) =>
  (await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId))).map(
    ({ recipientId, channel, state, insteadOf, thenBy, mergedIntoRecipient }) => ({
      ...{ recipientId, channel, state, insteadOf, thenBy, mergedIntoRecipient },
    }),
  );
const refused: Outcome = { kind: "refused", reason: "No such number", gone: false };

test("the first of the rule's channels that somebody has is used, and no other while it works", async () => {
  await use(ordered);
  const ids = await ada("email", "sms");
  const { updateId } = await openOnCheckout(scene);
  await work();
  expect(await ledger(updateId)).toMatchObject([
    { recipientId: ids.sms, channel: "sms", state: "sent", thenBy: ["email"], insteadOf: null },
  ]);
  expect(taken.map(({ channel }) => channel)).toEqual(["sms"]);
});

test("a first way that fails for good is followed by the next, once, in the order, and each says whose place it takes", async () => {
  await use(ordered);
  const ids = await ada("email", "sms", "slack");
  outcomeOf = (channel) => (channel === "email" ? { kind: "accepted", providerId: newId() } : refused);
  const { updateId } = await openOnCheckout(scene);
  await work();
  await work(2);
  expect(taken.map(({ channel }) => channel)).toEqual(["sms", "slack", "email"]);
  expect(await ledger(updateId)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ channel: "sms", state: "failed", thenBy: ["slack", "email"] }),
      expect.objectContaining({ channel: "slack", state: "failed", insteadOf: ids.sms, thenBy: ["email"] }),
      expect.objectContaining({ channel: "email", state: "sent", insteadOf: ids.slack, thenBy: [] }),
    ]),
  );
  const letter = taken.at(-1)!;
  expect(letter.text).toContain(
    "rule 1 tells Executives when an incident opens, and we could not reach you by text message",
  );
  const [fanOut] = await scene.db
    .select()
    .from(fanOuts)
    .where(and(eq(fanOuts.updateId, updateId), eq(fanOuts.channel, "email"), eq(fanOuts.audienceId, execId)));
  expect(fanOut).toMatchObject({ planned: 1, sent: 1, complete: true, finishedAt: expect.any(Date) });
});

test("a bounce that comes later is followed too; two machines and a second receipt try once", async () => {
  await use({ ...ordered, by: ["email", "sms"] });
  const ids = await ada("email", "sms");
  const { updateId } = await openOnCheckout(scene);
  await work();
  const key = { updateId, audienceId: execId, channel: "email" } as const;
  const now = minutesLater(5);
  await settle({ db: scene.db, now }, key, [
    { recipientId: ids.email!, state: "failed", failure: "Refused" },
  ]);
  expect((await Promise.all([1, 2, 3].map(() => tryNextWays({ db: scene.db, now })))).toSorted()).toEqual([
    0, 0, 1,
  ]);
  await settle({ db: scene.db, now }, key, [{ recipientId: ids.email!, state: "bounced", failure: "Gone" }]);
  expect(await tryNextWays({ db: scene.db, now })).toBe(0);
  await work(6);
  expect(taken.map(({ channel }) => channel)).toEqual(["email", "sms"]);
});

test("an address that is suppressed at its turn is followed by the next way", async () => {
  await use({ ...ordered, by: ["email", "sms"] });
  await ada("email", "sms");
  await openOnCheckout(scene);
  await tick({ db: scene.db, now: noon }, null, async (version) => version);
  await scene.db
    .insert(suppressions)
    .values({ channel: "email", address: "ada@larkfield.example", reason: "bounced", since: noon });
  await work();
  expect(taken.map(({ channel }) => channel)).toEqual(["sms"]);
});

test("who heard on the next way already, who has none, and who fails too late is not written to", async () => {
  await use({ ...ordered, by: ["sms", "email"] });
  const ids = await ada("email", "sms");
  const reader = await addSubscriber(scene, { address: "ada@larkfield.example" });
  outcomeOf = (channel) => (channel === "sms" ? refused : { kind: "accepted", providerId: newId() });
  const { updateId } = await openOnCheckout(scene);
  await work();
  expect(taken.map(({ channel }) => channel).toSorted()).toEqual(["email", "sms"]);
  expect(await ledger(updateId)).toContainEqual(
    expect.objectContaining({ recipientId: ids.email, state: "merged", mergedIntoRecipient: reader }),
  );
  await scene.db
    .update(deliveries)
    .set({ nextLookedAt: null, sendingAt: noon })
    .where(eq(deliveries.recipientId, ids.sms!));
  await scene.db.delete(deliveries).where(eq(deliveries.recipientId, ids.email!));
  expect(await tryNextWays({ db: scene.db, now: minutesLater(90) })).toBe(0);
  expect((await ledger(updateId)).some(({ recipientId }) => recipientId === ids.email)).toBe(false);
});

test("somebody in two audiences gets one message a channel, in the fuller words; the other row says where they went", async () => {
  const reader = await addSubscriber(scene, { address: "ada@larkfield.example" });
  const { email } = await ada("email");
  const { updateId } = await openOnCheckout(scene, {
    wordings: [{ audienceId: execId, words: "We lose 4,000 euros an hour." }],
  });
  await work();
  expect(taken).toHaveLength(1);
  expect(taken[0]!.text).toContain("4,000 euros");
  const story = async (recipientId: string) =>
    tellStory((await readStory(scene.db, { updateId, channel: "email", recipientId }))!);
  expect(await story(reader)).toContainEqual(
    expect.objectContaining({
      kind: "merged",
      beside: { channel: "email", recipientId: email, audience: "Executives" },
    }),
  );
  const [publics] = await scene.db
    .select()
    .from(fanOuts)
    .where(and(eq(fanOuts.updateId, updateId), eq(fanOuts.audienceId, scene.audienceId)));
  expect(publics).toMatchObject({ planned: 1, merged: 1, sent: 0, finishedAt: expect.any(Date) });
  expect(await readMerged(scene.db, updateId)).toMatchObject([{ channel: "email", n: 1, beside: true }]);
});

test("a story names the rule that caught its recipient, what is tried next, and in whose place a message stands", async () => {
  await use({ ...ordered, by: ["sms", "email"] });
  const ids = await ada("email", "sms");
  outcomeOf = (channel) => (channel === "sms" ? refused : { kind: "accepted", providerId: newId() });
  const { updateId } = await openOnCheckout(scene);
  await work();
  const story = async (channel: "sms" | "email") =>
    tellStory((await readStory(scene.db, { updateId, channel, recipientId: ids[channel]! }))!);
  const first = await story("sms");
  expect(first[0]).toMatchObject({
    kind: "planned",
    reason: "rule 1 tells Executives when an incident opens",
    rules: "Rule 1: When an incident opens, tell Executives by text message, then email.",
    thenBy: ["email"],
  });
  expect(first.at(-1)).toMatchObject({ kind: "next", to: { channel: "email", recipientId: ids.email } });
  expect((await story("email"))[0]).toMatchObject({ insteadOf: { channel: "sms", recipientId: ids.sms } });
});

test("no next way is tried of what may not reach its audience any more, or whose telling was ended", async () => {
  await scene.db.update(audiences).set({ mayExpectResolution: false }).where(eq(audiences.id, execId));
  await use({ ...ordered, by: ["sms", "email"] });
  const ids = await ada("email", "sms");
  const { incidentId, updateId } = await openOnCheckout(scene);
  await tick({ db: scene.db, now: noon }, null, async (version) => version);
  const key = { updateId, audienceId: execId, channel: "sms" } as const;
  const fail = { recipientId: ids.sms!, state: "suppressed", failure: "No such number" } as const;
  await settle({ db: scene.db, now: noon }, key, [fail]);
  await scene.db.update(incidents).set({ type: "security" }).where(eq(incidents.id, incidentId));
  expect(await tryNextWays({ db: scene.db, now: noon })).toBe(0);
  await scene.db.update(incidents).set({ type: "availability" }).where(eq(incidents.id, incidentId));
  await scene.db.update(deliveries).set({ nextLookedAt: null }).where(eq(deliveries.recipientId, ids.sms!));
  await scene.db.transaction((tx) => stopTelling({ db: tx, now: noon }, incidentId));
  expect(await tryNextWays({ db: scene.db, now: noon })).toBe(0);
  expect((await ledger(updateId)).some(({ channel }) => channel === "email")).toBe(false);
  await scene.db.update(audiences).set({ mayExpectResolution: true }).where(eq(audiences.id, execId));
});
