import { and, asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Message, Transport } from "@/communications/channels/channel";
import { planLetter } from "@/communications/letters/plan-letter";
import { lightEngine, queueNames } from "@/communications/queue";
import { leave } from "@/communications/subscribers/leave";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { senders } from "@/db/schema/senders";
import { subscribers } from "@/db/schema/subscribers";
import { planFanOut } from "./plan-fan-out";
import { releaseHeld } from "./release-held";
import { sendBatch } from "./send-batch";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const far = minutesLater(60 * 48);

/** Takes every message, and remembers it. */
const taken: Message[] = [];
const taker: Transport = {
  name: "taker",
  messagesPerCall: 100,
  remembersKeys: true,
  perSecond: null,
  shared: true,
  triesMax: null,
  hand: async (messages) => {
    taken.push(...messages);
    return messages.map(({ id }) => ({ kind: "accepted", providerId: id }));
  },
};
const transports = { email: taker };
const work = (now = noon) => ({ db: scene.db, transports, clock: () => now });

beforeEach(async () => {
  taken.length = 0;
  for (const table of [deliveries, fanOuts, wordings, senders, subscribers]) await scene.db.delete(table);
  const engine = await lightEngine(scene.db);
  for (const queue of queueNames) await engine.deleteAllJobs(queue);
});

async function planAll(now = noon) {
  for (const { id } of await scene.db.select({ id: events.id }).from(events)) await planFanOut(ctx(now), id);
}
const send = (updateId: string, now = noon, batch = 0) =>
  sendBatch(ctx(now), transports, { updateId, audienceId: scene.audienceId, channel: "email", batch });
const row = async (updateId: string, recipientId: string) =>
  (
    await scene.db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.updateId, updateId), eq(deliveries.recipientId, recipientId)))
  )[0];

/** The counts of every progress bar are those of the ledger, always. */
async function expectCountsToMatch() {
  for (const { updateId } of await scene.db.select({ updateId: fanOuts.updateId }).from(fanOuts)) {
    const rows = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
    const n = (wanted: string) => rows.filter(({ state }) => state === wanted).length;
    const [told] = await scene.db.select().from(fanOuts).where(eq(fanOuts.updateId, updateId));
    expect(told).toMatchObject({
      planned: rows.length,
      ...{ sent: n("sent"), merged: n("merged"), held: n("held"), suppressed: n("suppressed") },
    });
    const open = n("planned") + n("sending") + n("held");
    expect(told!.finishedAt === null).toBe(open > 0);
  }
}

describe("an update that was overtaken before it was sent", () => {
  test("goes with the newer one: one letter with both, and the ledger says so", async () => {
    const ana = await addSubscriber(scene);
    const first = await openOnCheckout(scene, { words: "Cards are declined." });
    const second = await say(scene, first.incidentId, { words: "We know why." });
    await planAll();
    await drain(work(), { until: far });
    expect(taken).toHaveLength(1);
    for (const twin of [taken[0]!.html, taken[0]!.text]) {
      expect(twin).toContain("We know why.");
      expect(twin).toContain("Cards are declined.");
    }
    expect(await row(first.updateId, ana)).toMatchObject({ state: "merged", mergedInto: second.updateId });
    expect(await row(second.updateId, ana)).toMatchObject({ state: "sent", also: [first.updateId] });
    await expectCountsToMatch();
  });

  test("who got the earlier one gets only the newer words; who did not gets both", async () => {
    for (let n = 0; n < 101; n++) await addSubscriber(scene);
    const first = await openOnCheckout(scene, { words: "Cards are declined." });
    await planAll();
    await send(first.updateId);
    const second = await say(scene, first.incidentId, { words: "We know why." });
    await planAll();
    await drain(work(), { until: far });
    expect(taken).toHaveLength(201);
    const both = taken.filter(({ text }) => /declined[\s\S]*know why|know why[\s\S]*declined/.test(text));
    expect(both).toHaveLength(1);
    expect(taken.filter(({ text }) => text.includes("We know why.")).length).toBe(101);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(201);
    expect(second.updateId).not.toBe(first.updateId);
    await expectCountsToMatch();
  });

  test("after a standstill waits for the newer one, though its own turn came first", async () => {
    await addSubscriber(scene);
    const { incidentId } = await openOnCheckout(scene, { words: "Cards are declined." });
    await say(scene, incidentId, { words: "We know why." });
    const [first, second] = await scene.db
      .select({ id: events.id })
      .from(events)
      .where(eq(events.incidentId, incidentId))
      .orderBy(asc(events.id));
    // The queue has a clock of its own.
    await planFanOut(ctx(new Date()), first!.id);
    await drain(work(), { until: far });
    expect(taken).toEqual([]);
    await planFanOut(ctx(new Date()), second!.id);
    await drain(work(), { until: far, early: true });
    expect(taken).toHaveLength(1);
    expect(taken[0]!.text).toMatch(/know why[\s\S]*declined|declined[\s\S]*know why/);
    await expectCountsToMatch();
  });

  test("is sent by itself to who does not hear the newer one", async () => {
    const brief = await addSubscriber(scene, { detail: "opened_and_resolved" });
    const all = await addSubscriber(scene);
    const first = await openOnCheckout(scene);
    const second = await say(scene, first.incidentId);
    await planAll();
    await drain(work(), { until: far });
    expect(await row(first.updateId, brief)).toMatchObject({ state: "sent" });
    expect(await row(first.updateId, all)).toMatchObject({ state: "merged" });
    expect(await row(second.updateId, brief)).toBeUndefined();
    expect(taken).toHaveLength(2);
  });

  test("three in a row are one letter, whichever batch comes first", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      taken.length = 0;
      await scene.db.delete(deliveries);
      await scene.db.delete(fanOuts);
      await scene.db.delete(subscribers);
      await addSubscriber(scene);
      const first = await openOnCheckout(scene, { words: "One." });
      const second = await say(scene, first.incidentId, { words: "Two." }, minutesLater(5));
      const third = await say(scene, first.incidentId, { words: "Three." }, minutesLater(9));
      await planAll();
      const ids = [first.updateId, second.updateId, third.updateId];
      for (const at of order) await send(ids[at]!, minutesLater(10));
      for (const id of ids) await send(id, minutesLater(10));
      expect(taken).toHaveLength(1);
      for (const words of ["One.", "Two.", "Three."]) expect(taken[0]!.text).toContain(words);
      await expectCountsToMatch();
    }
  });

  test("two batches for the same people at the same time neither dead-lock nor double", async () => {
    for (let n = 0; n < 60; n++) await addSubscriber(scene);
    const first = await openOnCheckout(scene, { words: "One." });
    const second = await say(scene, first.incidentId, { words: "Two." });
    await planAll();
    await Promise.all([first, second, first, second].map(({ updateId }) => send(updateId, minutesLater(10))));
    for (const { updateId } of [first, second]) await send(updateId, minutesLater(11));
    for (const words of ["One.", "Two."]) {
      const told = taken.filter(({ text }) => text.includes(words));
      expect(new Set(told.map(({ to }) => to)).size).toBe(60);
      expect(new Set(told.map(({ id }) => id)).size).toBe(60);
    }
    await expectCountsToMatch();
  });

  test("who leaves in between hears neither", async () => {
    const ana = await addSubscriber(scene);
    const first = await openOnCheckout(scene);
    await say(scene, first.incidentId);
    await planAll();
    await leave(ctx(), { subscriberId: ana });
    await drain(work(), { until: far });
    expect(taken).toEqual([]);
    await expectCountsToMatch();
  });
});

test("what is more severe goes first, though it was told later, and a letter to one person before both", async () => {
  await addSubscriber(scene, { address: "ana@reader.example" });
  await openOnCheckout(scene, { severity: "SEV4", words: "A side door squeaks." });
  await openOnCheckout(scene, { severity: "SEV1", words: "The house burns." });
  await planAll();
  const words = { subject: "Sign in", html: "", text: "One link." };
  await planLetter(ctx(), async () => ({ kind: "sign_in", address: "ines@larkfield.example", ...words }));
  await drain(work(), { until: far });
  const order = ["One link.", "The house burns.", "A side door squeaks."];
  expect(taken.map(({ text }) => order.find((one) => text.includes(one)))).toEqual(order);
});

describe("more than somebody can take in an hour", () => {
  test("is held, comes as one letter when there is room, and is never lost", async () => {
    const ana = await addSubscriber(scene);
    const incidents = [];
    for (let n = 0; n < 9; n++)
      incidents.push(await openOnCheckout(scene, { words: `Trouble number ${n}.` }));
    await planAll();
    await drain(work(), { until: far });
    expect(taken).toHaveLength(6);
    const held = await scene.db.select().from(deliveries).where(eq(deliveries.state, "held"));
    expect(held).toHaveLength(3);
    expect(held[0]).toMatchObject({ heldWhy: "storm_guard", heldUntil: minutesLater(60) });
    await expectCountsToMatch();

    expect(await releaseHeld(ctx(minutesLater(59)))).toBe(0);
    const later = minutesLater(60);
    expect(await releaseHeld(ctx(later))).toBe(1);
    await drain(work(later), { until: far });
    expect(taken).toHaveLength(7);
    for (const { text } of [taken[6]!]) {
      const told = incidents.filter((_, n) => text.includes(`Trouble number ${n}.`));
      expect(told).toHaveLength(3);
    }
    expect(await releaseHeld(ctx(minutesLater(600)))).toBe(0);
    const states = (await scene.db.select().from(deliveries).where(eq(deliveries.recipientId, ana))).map(
      ({ state }) => state,
    );
    expect(states.toSorted()).toEqual([...Array(2).fill("merged"), ...Array(7).fill("sent")]);
    await expectCountsToMatch();
  });

  test("in quiet hours waits for their end, unless it is SEV1 and may break them", async () => {
    const quiet = { quietFrom: 11 * 60, quietUntil: 13 * 60, quietZone: "UTC" };
    const asleep = await addSubscriber(scene, quiet);
    const light = await addSubscriber(scene, { ...quiet, quietBreaks: true });
    const small = await openOnCheckout(scene);
    const large = await openOnCheckout(scene, { severity: "SEV1" });
    await planAll();
    await drain(work(), { until: far });
    expect(await row(small.updateId, asleep)).toMatchObject({ state: "held", heldUntil: minutesLater(60) });
    expect(await row(large.updateId, asleep)).toMatchObject({ state: "held", heldWhy: "quiet_hours" });
    // What broke the quiet took along what waited.
    expect(await row(large.updateId, light)).toMatchObject({ state: "sent" });
    const awake = minutesLater(60);
    await releaseHeld(ctx(awake));
    await drain(work(awake), { until: far });
    expect(taken.map(({ to }) => to)).toHaveLength(new Set(taken.map(({ id }) => id)).size);
    const open = await scene.db.select().from(deliveries).where(eq(deliveries.state, "held"));
    expect(open).toEqual([]);
    await expectCountsToMatch();
  });
});

test("whatever order batches come in, and wherever a worker dies, everybody gets each update's words once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ update: fc.nat(3), dies: fc.boolean() }), { maxLength: 10 }),
      async (people, steps) => {
        taken.length = 0;
        for (const table of [deliveries, fanOuts, wordings, subscribers]) await scene.db.delete(table);
        const ids = [];
        for (let n = 0; n < people; n++) ids.push(await addSubscriber(scene));
        const first = await openOnCheckout(scene, { words: "Words of update 0." });
        const said = [first.updateId];
        for (let n = 1; n < 4; n++) {
          const words = `Words of update ${n}.`;
          said.push((await say(scene, first.incidentId, { words }, minutesLater(n))).updateId);
        }
        await planAll();
        const accepted = new Map<string, Message>();
        const remembering: Transport = {
          ...taker,
          async hand(messages) {
            for (const message of messages) accepted.set(message.id, message);
            return messages.map(({ id }) => ({ kind: "accepted", providerId: id }));
          },
        };
        const dying: Transport = {
          ...remembering,
          async hand(messages, key) {
            await remembering.hand(messages, key);
            throw new Error("The worker was killed");
          },
        };
        const go = (updateId: string, email: Transport) =>
          sendBatch(
            ctx(minutesLater(10)),
            { email },
            { updateId, audienceId: scene.audienceId, channel: "email", batch: 0 },
          );
        for (const { update, dies } of steps) {
          await go(said[update]!, dies ? dying : remembering).catch(() => undefined);
        }
        for (const id of said) await go(id, remembering);
        const letters = [...accepted.values()];
        for (const [n] of said.entries()) {
          const told = letters.filter(({ text }) => text.includes(`Words of update ${n}.`));
          expect(told.map(({ to }) => to).toSorted()).toEqual(
            [...new Set(told.map(({ to }) => to))].toSorted(),
          );
          expect(told).toHaveLength(people);
        }
        await expectCountsToMatch();
      },
    ),
    { numRuns: 12 },
  );
});
