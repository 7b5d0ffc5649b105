import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { channelList } from "@/communications/channels/list";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { releaseHeld } from "@/communications/deliveries/release-held";
import { lightEngine, queueNames } from "@/communications/queue";
import { plainChannel } from "@/communications/testing/plain-channel";
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
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { receipts, suppressions } from "@/db/schema/receipts";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { channelsOf } from "./channels-of";
import { confirmSubscription, readRequest } from "./confirm-subscription";
import { erase, finishErasing } from "./erase";
import { leave } from "./leave";
import { listSubscribers } from "./list-subscribers";
import { makeNewSecret } from "./make-new-secret";
import { ownData } from "./own-data";
import { pause } from "./pause";
import { changePreferences, readPreferences } from "./preferences";
import { readSent } from "./read-sent";
import { requestSubscription, type SubscriptionRequest } from "./request-subscription";
import { sendTest, testsPerHour } from "./send-test";
import { signingSecrets } from "./signing-secrets";
import { switchOn } from "./switch-on";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const hook = "https://hooks.larkfield.example/in/secret-part";
const chat = plainChannel();
const mail = plainChannel();

beforeEach(async () => {
  Object.assign(channelList, { webhook: chat, slack: chat });
  chat.taken.length = 0;
  mail.taken.length = 0;
  for (const table of [deliveries, fanOuts, receipts, suppressions, subscribers])
    await scene.db.delete(table);
  await scene.db.delete(subscriptionRequests);
  await scene.db.delete(personalLetters);
  for (const queue of queueNames) await (await lightEngine(scene.db)).deleteAllJobs(queue);
});

const work = (now: Date) =>
  drain(
    {
      db: scene.db,
      transports: { email: mail.transport, webhook: chat.transport, slack: chat.transport },
      clock: () => now,
    },
    { until: minutesLater(1, now) },
  );
/** The clock's step and all the work it makes, at a moment. */
async function at(now: Date) {
  const { faults } = await tick({ db: scene.db, now }, null, async (version) => version);
  expect(faults).toEqual([]);
  await work(now);
}
async function askBy(wish: SubscriptionRequest): Promise<string> {
  await requestSubscription(ctx(), wish);
  await work(noon);
  return /\/confirm\/([\w-]+)/.exec(chat.taken.at(-1)!.text)![1]!;
}
/** What readers got; those who work at the desk are warned of their promises besides. */
const letters = () => mail.taken.filter(({ to }) => to.endsWith("@reader.example"));
const row = async (id: string) =>
  (await scene.db.select().from(subscribers).where(eq(subscribers.id, id)))[0]!;
const ledger = async () =>
  (await scene.db.select().from(deliveries)).map(({ recipientId, state }) => ({ recipientId, state }));

describe("subscribing by another channel than mail", () => {
  test("the wish goes to the address itself, and counts once its link is pressed", async () => {
    const token = await askBy({ channel: "webhook", address: hook, contact: "Ops@Larkfield.example" });
    expect(chat.taken[0]?.to).toBe(hook);
    expect(await readRequest(ctx(), token)).toEqual({ state: "open", address: "hooks.larkfield.example" });
    const { subscriberId } = await confirmSubscription(ctx(), { token });
    expect(await row(subscriberId)).toMatchObject({
      ...{ channel: "webhook", address: hook, contact: "ops@larkfield.example", language: "en" },
      personId: subscriberId,
    });
  });

  test("the same address on another channel is another subscriber", async () => {
    for (const channel of ["webhook", "slack"] as const) {
      const token = await askBy({ channel, address: hook, contact: "ops@larkfield.example" });
      await confirmSubscription(ctx(), { token });
    }
    expect(await scene.db.select().from(subscribers)).toHaveLength(2);
  });

  test.each([
    [{ channel: "webhook", address: "ftp://x" }, "address"],
    [{ channel: "webhook", address: hook }, "contact"],
    [{ channel: "webhook", address: hook, contact: "nonsense" }, "contact"],
    [{ channel: "email", address: "ana@reader.example" }, "email"],
  ] satisfies [SubscriptionRequest, string][])("refuses %o beside its field", async (wish, field) => {
    const wanted = { contact: undefined, ...wish };
    const refused = await requestSubscription(ctx(), wanted).catch((error) => error);
    expect(refused.issues.map((issue: { path: string[] }) => issue.path[0])).toContain(field);
    expect(await scene.db.select().from(subscriptionRequests)).toEqual([]);
  });

  test("known and unknown addresses get the same answer and the same message, three an hour", async () => {
    await addSubscriber(scene, { channel: "webhook", address: hook });
    const wish = { channel: "webhook", contact: "ops@larkfield.example" } as const;
    for (let n = 0; n < 5; n++) {
      expect(await requestSubscription(ctx(), { ...wish, address: hook })).toBeUndefined();
    }
    expect(await requestSubscription(ctx(), { ...wish, address: `${hook}/new` })).toBeUndefined();
    await work(noon);
    const texts = chat.taken.map(({ text }) => text.replace(/confirm\/[\w-]+/, "confirm/token"));
    expect(texts).toHaveLength(4);
    expect(new Set(texts).size).toBe(1);
  });

  test("a link from one channel makes the next one the same person's, and the confirm page says whose", async () => {
    const ana = await addSubscriber(scene, { address: "ana@reader.example" });
    const token = await askBy({
      ...{ channel: "slack", address: hook, contact: "ana@reader.example", joins: ana },
    });
    expect(await readRequest(ctx(), token)).toMatchObject({ joins: ["a…@reader.example"] });
    const { subscriberId } = await confirmSubscription(ctx(), { token });
    expect((await row(subscriberId)).personId).toBe(ana);
    expect((await channelsOf(ctx(), ana)).map(({ id }) => id)).toEqual([ana, subscriberId]);
  });

  test("a link that was posted where many read shows nothing of its owner's other channels", async () => {
    const ana = await addSubscriber(scene, { address: "ana@reader.example" });
    const team = await addSubscriber(scene, { channel: "slack", address: hook, personId: ana });
    expect((await channelsOf(ctx(), team)).map(({ id }) => id)).toEqual([team]);
    await leave(ctx(), { subscriberId: team, everywhere: true });
    await pause(ctx(), { subscriberId: team, paused: true, everywhere: true });
    expect(await row(ana)).toMatchObject({ state: "confirmed", pausedAt: null });
    expect(JSON.stringify(await ownData(ctx(), team))).not.toContain("ana@reader.example");
    await erase(ctx(), { subscriberId: team });
    expect((await scene.db.select().from(subscribers)).map(({ id }) => id)).toEqual([ana]);
  });
});

describe("a webhook's secret", () => {
  test("a new one is made once however often the button is pressed; the old one signs for a day", async () => {
    const id = await addSubscriber(scene, { channel: "webhook", address: hook });
    const before = await row(id);
    for (let n = 0; n < 2; n++) await makeNewSecret(ctx(), { subscriberId: id, version: 1 });
    const { secretVersion: version, secretRotatedAt: rotatedAt } = await row(id);
    expect({ version, rotatedAt }).toEqual({ version: 2, rotatedAt: noon });
    const [old] = signingSecrets({ id, version: before.secretVersion, rotatedAt: null }, noon);
    const day = 24 * 60;
    expect(signingSecrets({ id, version, rotatedAt }, minutesLater(day - 1))).toContain(old);
    expect(signingSecrets({ id, version, rotatedAt }, minutesLater(day))).not.toContain(old);
  });

  test("is made for webhooks only", async () => {
    const id = await addSubscriber(scene);
    await makeNewSecret(ctx(), { subscriberId: id, version: 1 });
    expect((await row(id)).secretVersion).toBe(1);
  });

  test("a test event goes out signed, five an hour and no more, and to nobody who left", async () => {
    const id = await addSubscriber(scene, { channel: "webhook", address: hook });
    await sendTest(ctx(), { subscriberId: id });
    await work(noon);
    expect(chat.taken).toMatchObject([{ to: hook, text: "This is a test." }]);
    expect(chat.taken[0]?.secrets).toEqual(signingSecrets({ id, version: 1, rotatedAt: null }, noon));
    const more = Array.from({ length: testsPerHour + 3 }, () => sendTest(ctx(), { subscriberId: id }));
    const taken = (await Promise.allSettled(more)).filter(({ status }) => status === "fulfilled");
    expect(taken).toHaveLength(testsPerHour - 1);
    await leave(ctx(), { subscriberId: id });
    await expect(sendTest(ctx(minutesLater(90)), { subscriberId: id })).rejects.toMatchObject({
      code: "no_test",
    });
  });
});

describe("quiet hours and pause", () => {
  const quiet = { from: 11 * 60, until: 13 * 60, timeZone: "UTC", breaks: false };
  const wish = { scope: "all_services", detail: "every_update" } as const;

  test("hours are kept with their zone; a choice that is none is refused", async () => {
    const id = await addSubscriber(scene);
    await changePreferences(ctx(), id, { ...wish, quiet });
    expect(await readPreferences(ctx(), id)).toMatchObject({ quiet });
    await changePreferences(ctx(), id, wish);
    expect(await readPreferences(ctx(), id)).toMatchObject({ quiet });
    for (const wrong of [{ until: quiet.from }, { timeZone: "Europe/Nowhere" }, { from: 1440 }]) {
      await expect(
        changePreferences(ctx(), id, { ...wish, quiet: { ...quiet, ...wrong } }),
      ).rejects.toMatchObject({ issues: expect.anything() });
    }
    await changePreferences(ctx(), id, { ...wish, quiet: null });
    expect(await readPreferences(ctx(), id)).toMatchObject({ quiet: null });
  });

  test("what came in quiet hours waits, and comes as one message when they end or are taken away", async () => {
    const id = await addSubscriber(scene);
    await changePreferences(ctx(), id, { ...wish, quiet });
    const { incidentId } = await openOnCheckout(scene);
    await at(noon);
    await say(scene, incidentId!, {}, minutesLater(5));
    await at(minutesLater(6));
    expect(letters()).toEqual([]);
    expect(await readSent(ctx(), id)).toMatchObject([
      { state: "held", held: { until: minutesLater(60), why: "quiet_hours" } },
      { state: "held", held: { until: minutesLater(60), why: "quiet_hours" } },
    ]);
    await changePreferences(ctx(minutesLater(7)), id, { ...wish, quiet: null });
    await at(minutesLater(8));
    expect(letters()).toHaveLength(1);
    const [newer, older] = await readSent(ctx(), id);
    expect(newer).toMatchObject({ state: "sent", held: null });
    expect(older).toMatchObject({ state: "merged", mergedInto: newer?.subject });
  });

  test("who paused hears nothing, also of what was planned or held before; afterwards what is new", async () => {
    const id = await addSubscriber(scene);
    const { incidentId } = await openOnCheckout(scene);
    await planEvents();
    await pause(ctx(), { subscriberId: id, paused: true });
    await work(noon);
    expect(letters()).toEqual([]);
    expect(await ledger()).toEqual([{ recipientId: id, state: "suppressed" }]);
    await say(scene, incidentId!, {}, minutesLater(5));
    await at(minutesLater(5));
    expect(await ledger()).toHaveLength(1);
    await pause(ctx(minutesLater(6)), { subscriberId: id, paused: false });
    await say(scene, incidentId!, {}, minutesLater(7));
    await at(minutesLater(7));
    expect(letters()).toHaveLength(1);
  });

  test("a held message of who paused since is suppressed as its turn comes", async () => {
    const id = await addSubscriber(scene);
    await changePreferences(ctx(), id, { ...wish, quiet });
    await openOnCheckout(scene);
    await at(noon);
    await pause(ctx(), { subscriberId: id, paused: true });
    await at(minutesLater(61));
    expect(letters()).toEqual([]);
    expect(await ledger()).toEqual([{ recipientId: id, state: "suppressed" }]);
  });

  test("a pause can hold everywhere, begins once, and confirming anew ends it", async () => {
    const ana = await addSubscriber(scene, { address: "ana@reader.example" });
    const other = await addSubscriber(scene, { channel: "webhook", address: hook, personId: ana });
    for (const minutes of [0, 9]) {
      await pause(ctx(minutesLater(minutes)), { subscriberId: ana, paused: true, everywhere: true });
    }
    expect([(await row(ana)).pausedAt, (await row(other)).pausedAt]).toEqual([noon, noon]);
    const token = await askBy({ channel: "webhook", address: hook, contact: "ana@reader.example" });
    await confirmSubscription(ctx(), { token });
    expect((await row(other)).pausedAt).toBeNull();
  });

  async function planEvents() {
    const { rows } = await scene.db.execute<{ id: number }>(
      "select id from events where told_at is null order by id",
    );
    for (const { id } of rows) await planFanOut(ctx(), id);
  }
});

describe("leaving and coming back", () => {
  test("leaving stops what is held too, and the counts say so", async () => {
    const id = await addSubscriber(scene, { quietFrom: 0, quietUntil: 23 * 60, quietZone: "UTC" });
    await openOnCheckout(scene);
    await at(noon);
    expect(await ledger()).toEqual([{ recipientId: id, state: "held" }]);
    await leave(ctx(), { subscriberId: id });
    expect(await ledger()).toEqual([{ recipientId: id, state: "suppressed" }]);
    expect(await scene.db.select().from(fanOuts)).toMatchObject([{ planned: 1, held: 0, suppressed: 1 }]);
    expect(await releaseHeld(ctx(minutesLater(24 * 60)))).toBe(0);
  });

  test("leaving everywhere stops every channel of the person and nobody else's", async () => {
    const ana = await addSubscriber(scene, { address: "ana@reader.example" });
    const other = await addSubscriber(scene, { channel: "webhook", address: hook, personId: ana });
    const bo = await addSubscriber(scene);
    await leave(ctx(), { subscriberId: ana, everywhere: true });
    expect(await Promise.all([ana, other, bo].map(async (id) => (await row(id)).state))).toEqual([
      ...["left", "left", "confirmed"],
    ]);
  });

  test("what was switched off is on again with one press; who left is not", async () => {
    const off = await addSubscriber(scene, {
      ...{ state: "switched_off", failuresInRow: 9, failingSince: noon, channel: "webhook", address: hook },
    });
    const left = await addSubscriber(scene, { state: "left", leftAt: noon });
    for (const subscriberId of [off, left]) await switchOn(ctx(), { subscriberId });
    expect(await row(off)).toMatchObject({ state: "confirmed", failuresInRow: 0, failingSince: null });
    expect(await row(left)).toMatchObject({ state: "left" });
  });
});

describe("erasing", () => {
  const ana = "ana@reader.example";

  test("nothing of the person is left, the ledger still counts true, and somebody else stays", async () => {
    const id = await addSubscriber(scene, { address: ana, serviceIds: [scene.checkout] });
    await addSubscriber(scene, { channel: "webhook", address: hook, personId: id, contact: ana });
    const bo = await addSubscriber(scene, { address: "bo@reader.example" });
    await openOnCheckout(scene);
    await at(noon);
    await scene.db
      .update(deliveries)
      .set({ failure: `550 ${ana}` })
      .where(eq(deliveries.recipientId, id));
    await scene.db.insert(receipts).values({
      ...{ id: "r1", state: "bounced", detail: `550 no ${ana}`, at: noon, receivedAt: noon },
      providerId: (await scene.db.select().from(deliveries).where(eq(deliveries.recipientId, id)))[0]!
        .providerId!,
    });
    await scene.db.insert(suppressions).values({
      ...{ channel: "email", address: ana, reason: "bounced", since: noon },
    });
    await requestSubscription(ctx(), { email: ana });
    const counts = await scene.db.select().from(fanOuts);

    expect(JSON.stringify(await ownData(ctx(), id))).toContain(ana);
    for (let n = 0; n < 2; n++) await erase(ctx(minutesLater(1)), { subscriberId: id });

    const left = JSON.stringify(
      await Promise.all(
        [subscribers, deliveries, subscriptionRequests, personalLetters, suppressions, receipts].map(
          (table) => scene.db.select().from(table),
        ),
      ),
    );
    expect(left).not.toContain(ana);
    expect(left).not.toContain(hook);
    expect(left).toContain("bo@reader.example");
    expect(await scene.db.select().from(fanOuts)).toEqual(counts);
    expect(await ledger()).toHaveLength(3);
    expect(await ownData(ctx(), id)).toBeNull();
    expect((await scene.db.select().from(subscribers)).map((one) => one.id)).toEqual([bo]);
    await work(noon);
    expect(letters().filter(({ to }) => to === ana)).toHaveLength(1);
  });

  test("what is just being handed over goes out unchanged; its address is forgotten when that is through", async () => {
    const id = await addSubscriber(scene, { address: ana });
    await openOnCheckout(scene);
    await tick({ db: scene.db, now: noon }, null, async (version) => version);
    await scene.db
      .update(deliveries)
      .set({ state: "sending", address: ana, sendingAt: noon })
      .where(eq(deliveries.recipientId, id));
    await erase(ctx(), { subscriberId: id });
    expect(JSON.stringify(await scene.db.select().from(subscribers))).not.toContain(ana);
    expect(await readPreferences(ctx(), id)).toMatchObject({ address: "erased", state: "left" });
    const { subscribers: listed, total, counts } = await listSubscribers(ctx(), {});
    expect([listed, total, counts.left, counts.confirmed], "nobody lists or counts them").toEqual([
      [],
      0,
      0,
      0,
    ]);
    await work(noon);
    expect(letters()).toMatchObject([{ to: ana }]);
    await finishErasing(ctx());
    expect(await scene.db.select().from(subscribers)).toEqual([]);
    expect(await scene.db.select().from(deliveries)).toMatchObject([{ state: "sent", address: "erased" }]);
  });

  test("a confirm letter that waits is not sent to who erased themselves, and they can come back like anybody", async () => {
    const id = await addSubscriber(scene, { address: ana });
    await requestSubscription(ctx(), { email: ana });
    await erase(ctx(), { subscriberId: id });
    await work(noon);
    expect(letters()).toEqual([]);
    await requestSubscription(ctx(minutesLater(1)), { email: ana });
    expect(await scene.db.select().from(subscriptionRequests)).toHaveLength(1);
  });
});
