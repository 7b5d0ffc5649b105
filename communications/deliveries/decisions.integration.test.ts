import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resendTransport } from "@/communications/channels/email/resend";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { batchQueue, lightEngine } from "@/communications/queue";
import { letRest, readResting } from "@/communications/senders/rest";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import type { Context } from "@/db/context";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { receipts } from "@/db/schema/receipts";
import { senders } from "@/db/schema/senders";
import { subscribers } from "@/db/schema/subscribers";
import { readAsSent } from "./as-sent";
import { decideUnknown } from "./decide-unknown";
import { parkUnknown } from "./park-unknown";
import { planFanOut } from "./plan-fan-out";
import { readAttention } from "./read-attention";
import { readStory } from "./read-story";
import { readToldUpdate } from "./read-told-updates";
import { recordReceipt } from "./receipts";
import { releaseHeld } from "./release-held";
import { retryFailed } from "./retry-failed";
import { sendBatch } from "./send-batch";
import { tellStory } from "./story";

const scene = stage();
const from = "Status <status@larkfield.example>";
const soon = minutesLater(60 * 72);
const ctx = (now = noon) => ({ db: scene.db, now });
const viewer = (): Context => ({
  ...scene.liaison(),
  actor: { kind: "user", id: "aaaaaaaaaaaa", role: "viewer", name: "Vic" },
});
let double: Awaited<ReturnType<typeof startResendDouble>>;
let transport: ReturnType<typeof resendTransport>;

beforeEach(async () => {
  double = await startResendDouble();
  transport = resendTransport({ apiKey: "re_test", from, baseUrl: double.url });
  for (const table of [deliveries, fanOuts, wordings, senders, subscribers, receipts])
    await scene.db.delete(table);
  await (await lightEngine(scene.db)).deleteAllJobs(batchQueue("email"));
});
afterEach(() => double.close());

async function told(now = noon) {
  const { updateId } = await openOnCheckout(scene, {}, now);
  for (const { id } of await scene.db.select({ id: events.id }).from(events)) await planFanOut(ctx(now), id);
  return updateId;
}
const work = (now = noon) => ({ db: scene.db, transports: { email: transport }, clock: () => now });
const rowOf = async (updateId: string, recipientId: string) =>
  (
    await scene.db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.updateId, updateId), eq(deliveries.recipientId, recipientId)))
  )[0]!;

/** A letter whose answer was lost, and nobody asked within 23 hours. */
async function unknownLetter() {
  const recipientId = await addSubscriber(scene, { address: "ana@reader.example" });
  const updateId = await told();
  double.mishaps.push("lostAnswer");
  const job = { updateId, audienceId: scene.audienceId, channel: "email" as const, batch: 0 };
  await sendBatch(ctx(), { email: transport }, job);
  await parkUnknown(ctx(minutesLater(23 * 60 + 1)));
  await (await lightEngine(scene.db)).deleteAllJobs(batchQueue("email"));
  return { updateId, channel: "email" as const, recipientId };
}

describe("messages of which nobody knows whether they arrived", () => {
  test("are called sent by a person's word, and are not sent again", async () => {
    const key = await unknownLetter();
    const later = scene.liaison(minutesLater(24 * 60));
    const asked = { updateId: key.updateId, channel: key.channel, reason: "it stands in the provider's log" };
    expect(await decideUnknown(later, { ...asked, decision: "arrived" })).toEqual({ decided: 1 });
    await drain(work(minutesLater(24 * 60)), { until: soon });
    expect(double.calls).toHaveLength(1);
    expect(await rowOf(key.updateId, key.recipientId)).toMatchObject({
      state: "sent",
      failure: "Ines says that it arrived: it stands in the provider's log",
    });
    expect(await readToldUpdate(scene.db, key.updateId)).toMatchObject({ sent: 1, unknown: 0, waiting: 0 });
  });

  test("are sent again only by a person's word, under a new key", async () => {
    const key = await unknownLetter();
    const later = minutesLater(24 * 60);
    const asked = { updateId: key.updateId, channel: key.channel, reason: "they wrote that it did not come" };
    await decideUnknown(scene.liaison(later), { ...asked, decision: "again" });
    expect(await readToldUpdate(scene.db, key.updateId)).toMatchObject({
      unknown: 0,
      waiting: 1,
      finishedAt: null,
    });
    await drain(work(later), { until: soon });
    expect(double.calls).toHaveLength(2);
    expect(double.calls[0]?.key).not.toBe(double.calls[1]?.key);
    expect(await rowOf(key.updateId, key.recipientId)).toMatchObject({ state: "sent", attempts: 1 });
    const chapters = tellStory((await readStory(scene.db, key))!);
    expect(chapters.map(({ kind }) => kind)).toEqual(["planned", "decided", "handing", "taken"]);
    expect(chapters[1]).toMatchObject({ who: "Ines", reason: "they wrote that it did not come" });
  });

  test("ask for a reason, for somebody who may, and only while they are unknown", async () => {
    const key = await unknownLetter();
    const asked = { updateId: key.updateId, channel: key.channel, decision: "again" as const };
    await expect(decideUnknown(scene.liaison(), { ...asked, reason: " " })).rejects.toThrow(/how you know/);
    await expect(decideUnknown(viewer(), { ...asked, reason: "r" })).rejects.toMatchObject({
      code: "not_allowed",
    });
    await expect(
      decideUnknown(scene.liaison(), { ...asked, channel: "sms", reason: "r" }),
    ).rejects.toMatchObject({ code: "not_told" });
    await decideUnknown(scene.liaison(), { ...asked, reason: "r" });
    await expect(decideUnknown(scene.liaison(), { ...asked, reason: "r" })).rejects.toMatchObject({
      code: "nothing_unknown",
    });
  });

  test("are shown to whoever looks, by update", async () => {
    const key = await unknownLetter();
    expect((await readAttention(scene.db, noon)).unknown).toEqual([{ updateId: key.updateId, n: 1 }]);
  });

  test("a decision is history, and no news: no new version, nobody is told", async () => {
    const key = await unknownLetter();
    const before = await scene.db.select().from(events);
    await decideUnknown(scene.liaison(), {
      ...key,
      recipientIds: [key.recipientId],
      decision: "arrived",
      reason: "r",
    });
    const after = await scene.db.select().from(events).orderBy(events.id);
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toMatchObject({ kind: "deliveries_decided", updateId: null, toldAt: noon });
    expect(after.at(-1)?.publicVersion).toBe(Math.max(...before.map(({ publicVersion }) => publicVersion)));
  });
});

describe("trying again what failed", () => {
  test("many at once get as many batches as they need, and each goes once", async () => {
    for (let n = 0; n < 230; n++) double.bad.add(`bad${n}@reader.example`);
    for (const address of double.bad) await addSubscriber(scene, { address });
    const updateId = await told();
    await drain(work(), { until: soon });
    expect(await readToldUpdate(scene.db, updateId)).toMatchObject({ failed: 230, waiting: 0 });
    double.bad.clear();
    const asked = { updateId, channel: "email" as const, reason: "the provider had a bad hour" };
    expect(await retryFailed(scene.liaison(), asked)).toEqual({ planned: 230 });
    await drain(work(), { until: soon });
    expect(double.delivered).toHaveLength(230);
    expect(new Set(double.delivered.map(({ to }) => to[0])).size).toBe(230);
    expect(await readToldUpdate(scene.db, updateId)).toMatchObject({ failed: 0, sent: 230 });
  });

  test("takes no batch's number that held messages get afterwards", async () => {
    const failing = await addSubscriber(scene, { address: "bad@reader.example" });
    const held = await addSubscriber(scene, { address: "held@reader.example" });
    const updateId = await told();
    double.bad.add("bad@reader.example");
    await drain(work(), { until: soon });
    await scene.db
      .update(deliveries)
      .set({ state: "held", heldUntil: minutesLater(5), heldWhy: "storm_guard", sendingAt: null })
      .where(eq(deliveries.recipientId, held));
    await scene.db.update(fanOuts).set({ held: 1, sent: 0, finishedAt: null });
    const asked = { updateId, channel: "email" as const, reason: "mended" };
    await retryFailed(scene.liaison(), asked);
    await releaseHeld(ctx(minutesLater(6)));
    const batches = [await rowOf(updateId, failing), await rowOf(updateId, held)].map(({ batch }) => batch);
    expect(new Set(batches).size).toBe(2);
  });
});

describe("a message's story", () => {
  test("has the letter byte for byte as it was sent, with the recipient's own links", async () => {
    const recipientId = await addSubscriber(scene, { address: "ana@reader.example" });
    const updateId = await told();
    await drain(work(), { until: soon });
    const message = await readAsSent(scene.liaison(), { updateId, channel: "email", recipientId });
    const { to, subject, html, text, headers } = double.delivered[0]!;
    expect(message).toMatchObject({ to: to[0], subject, html, text, headers });
    expect(message?.text).toContain(`/manage/${recipientId}-`);
  });

  test("a viewer reads the words without the links that change what somebody hears", async () => {
    const recipientId = await addSubscriber(scene);
    const updateId = await told();
    await drain(work(), { until: soon });
    const message = await readAsSent(viewer(), { updateId, channel: "email", recipientId });
    expect(message?.text).toContain("Cards are declined.");
    expect(JSON.stringify(message)).not.toContain(`${recipientId}-`);
    expect(message?.headers).toEqual({});
  });

  test("what was not handed over has no letter to show", async () => {
    const recipientId = await addSubscriber(scene);
    const updateId = await told();
    const key = { updateId, channel: "email" as const, recipientId };
    expect(await readAsSent(scene.liaison(), key)).toBeNull();
    expect(tellStory((await readStory(scene.db, key))!).map(({ kind }) => kind)).toEqual([
      "planned",
      "waits",
    ]);
    expect(await readStory(scene.db, { ...key, recipientId: "zzzzzzzzzzzz" })).toBeNull();
  });

  test("tells every receipt, also those of a first letter that was sent again, and that the address is left alone", async () => {
    const recipientId = await addSubscriber(scene, { address: "ana@reader.example" });
    const updateId = await told();
    await drain(work(), { until: soon });
    const key = { updateId, channel: "email" as const, recipientId };
    const { providerId } = await rowOf(updateId, recipientId);
    const said = { providerId: providerId!, suppresses: null, detail: null };
    await recordReceipt(ctx(), { ...said, id: "m1", state: "delayed", at: minutesLater(1) });
    await recordReceipt(ctx(), { ...said, id: "m1", state: "delayed", at: minutesLater(1) });
    await recordReceipt(ctx(), {
      ...said,
      id: "m2",
      state: "failed",
      at: minutesLater(2),
      detail: "gave up",
    });
    await retryFailed(scene.liaison(minutesLater(3)), {
      ...key,
      recipientIds: [recipientId],
      reason: "mended",
    });
    await drain(work(minutesLater(4)), { until: soon });
    const again = await rowOf(updateId, recipientId);
    await recordReceipt(ctx(minutesLater(5)), {
      ...{ id: "m3", providerId: again.providerId!, state: "bounced", suppresses: "bounced" },
      ...{ detail: "no such mailbox", at: minutesLater(5) },
    });
    const facts = (await readStory(scene.db, key))!;
    expect(facts.suppression).toMatchObject({ reason: "bounced", detail: "no such mailbox" });
    expect(tellStory(facts).map((one) => ("state" in one ? one.state : one.kind))).toEqual([
      ...["planned", "delayed", "failed", "decided", "handing", "taken", "bounced"],
    ]);
  });
});

test("the rate counts from the first message that was begun, and later batches do not move it", async () => {
  for (let n = 0; n < 101; n++) await addSubscriber(scene);
  const updateId = await told();
  const job = { updateId, audienceId: scene.audienceId, channel: "email" as const };
  expect((await readToldUpdate(scene.db, updateId))?.channels[0]?.startedAt).toBeNull();
  await sendBatch(ctx(minutesLater(1)), { email: transport }, { ...job, batch: 0 });
  await sendBatch(ctx(minutesLater(2)), { email: transport }, { ...job, batch: 1 });
  expect((await readToldUpdate(scene.db, updateId))?.channels[0]?.startedAt).toEqual(minutesLater(1));
});

test("a telling in which nobody is written to never began", async () => {
  const gone = await addSubscriber(scene);
  const updateId = await told();
  await scene.db.update(subscribers).set({ state: "left", leftAt: noon }).where(eq(subscribers.id, gone));
  await sendBatch(
    ctx(),
    { email: transport },
    { updateId, audienceId: scene.audienceId, channel: "email", batch: 0 },
  );
  expect((await readToldUpdate(scene.db, updateId))?.channels[0]).toMatchObject({
    startedAt: null,
    suppressed: 1,
  });
});

test("a provider that rests is warned of with its channels; a moment's patience is not", async () => {
  const rest = {
    kind: "tryAgain" as const,
    reason: "quota",
    retryAfterSeconds: 3600,
    rest: "quota" as const,
  };
  await letRest(scene.db, "mailbox", rest);
  await letRest(scene.db, "webhook", { ...rest, rest: "rate", retryAfterSeconds: 1 });
  const [first] = await readResting(scene.db, noon);
  expect((await readAttention(scene.db, first!.since)).resting).toMatchObject([
    { name: "mailbox", channels: ["email"], why: "The quota is used up (quota)" },
  ]);
});
