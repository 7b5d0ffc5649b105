import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Transport } from "@/communications/channels/channel";
import { listLetters, mailbox, readLetter } from "@/communications/channels/email/mailbox";
import { resendTransport } from "@/communications/channels/email/resend";
import { smtpTransport } from "@/communications/channels/email/smtp";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { startSmtpSink } from "@/communications/channels/email/testing/smtp-sink";
import { batchQueue, lightEngine } from "@/communications/queue";
import { previewReach } from "@/communications/rules/preview-reach";
import { readPlainFacts } from "@/communications/rules/read-event";
import { whoHears } from "@/communications/rules/who-hears";
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
import { audienceServices } from "@/db/schema/audiences";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { senders } from "@/db/schema/senders";
import { subscribers } from "@/db/schema/subscribers";
import { type deliveryStates, subscriberStates, subscriptionDetails } from "@/lib/vocabulary";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { correctUpdate } from "@/status/incidents/correct-update";
import { parkUnknown } from "./park-unknown";
import { planFanOut } from "./plan-fan-out";
import { readDeliveries } from "./read-deliveries";
import { readToldUpdate } from "./read-told-updates";
import { retryFailed } from "./retry-failed";
import { sendBatch } from "./send-batch";

const scene = stage();
const from = "Status <status@larkfield.example>";
const ctx = (now = noon) => ({ db: scene.db, now });

beforeEach(async () => {
  await scene.db.delete(deliveries);
  await scene.db.delete(fanOuts);
  await scene.db.delete(wordings);
  await scene.db.delete(senders);
  await scene.db.delete(subscribers);
  await (await lightEngine(scene.db)).deleteAllJobs(batchQueue("email"));
});

async function planAll(now = noon) {
  for (const { id } of await scene.db.select({ id: events.id }).from(events)) await planFanOut(ctx(now), id);
}
const ledger = (updateId: string) =>
  scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId)).orderBy(deliveries.recipientId);
const jobFor = (updateId: string, batch = 0) => ({
  updateId,
  audienceId: scene.audienceId,
  channel: "email" as const,
  batch,
});
const work = (transport: Transport, now = noon) => ({
  db: scene.db,
  transports: { email: transport },
  clock: () => now,
});
const soon = minutesLater(60 * 48);

/** The counts of the progress bar are those of the ledger, always. */
async function expectCountsToMatch(updateId: string) {
  const rows = await ledger(updateId);
  const n = (state: (typeof deliveryStates)[number]) => rows.filter((row) => row.state === state).length;
  expect(await readToldUpdate(scene.db, updateId)).toMatchObject({
    planned: rows.length,
    sent: n("sent"),
    failed: n("failed"),
    suppressed: n("suppressed"),
    unknown: n("unknown"),
    waiting: n("planned") + n("sending"),
  });
}

describe("planning", () => {
  test("an update plans one letter for each person who hears, and says why", async () => {
    const all = await addSubscriber(scene);
    const chose = await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.checkout] });
    await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.search] });
    await addSubscriber(scene, { state: "left", leftAt: noon });
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    const rows = await ledger(updateId);
    expect(new Map(rows.map(({ recipientId, reason }) => [recipientId, reason]))).toEqual(
      new Map([
        [all, "you chose all services"],
        [chose, "you chose Checkout"],
      ]),
    );
    expect(rows.every(({ state, address }) => state === "planned" && address === null)).toBe(true);
  });

  test("planning twice at the same time plans once", async () => {
    for (let n = 0; n < 7; n++) await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await Promise.all([planAll(), planAll(), planAll()]);
    await planAll();
    expect(await ledger(updateId)).toHaveLength(7);
    const jobs = await (await lightEngine(scene.db)).findJobs(batchQueue("email"), { data: { updateId } });
    expect(jobs).toHaveLength(1);
    await expectCountsToMatch(updateId);
  });

  test("two hundred and one people are three batches of at most a hundred, each with its job", async () => {
    for (let n = 0; n < 201; n++) await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    const rows = await ledger(updateId);
    const sizeOf = (batch: number) => rows.filter((row) => row.batch === batch).length;
    expect([0, 1, 2].map(sizeOf)).toEqual([100, 100, 1]);
    const jobs = await (await lightEngine(scene.db)).findJobs(batchQueue("email"), { data: { updateId } });
    expect(jobs).toHaveLength(3);
  });

  test("only start and end are told to who wants only those", async () => {
    await addSubscriber(scene, { detail: "opened_and_resolved" });
    const { incidentId, updateId: first } = await openOnCheckout(scene);
    const { updateId: middle } = await say(scene, incidentId!);
    const { updateId: last } = await say(scene, incidentId!, {
      status: "resolved",
      nextUpdateBy: null,
      services: [{ serviceId: scene.checkout, state: "operational" }],
    });
    await planAll();
    const told = await Promise.all([first, middle, last].map(async (id) => (await ledger(id)).length));
    expect(told).toEqual([1, 0, 1]);
  });

  test("who follows one incident hears of that one only", async () => {
    const followed = await openOnCheckout(scene);
    const other = await openOnCheckout(scene);
    await planAll();
    await addSubscriber(scene, { scope: "one_incident", incidentIds: [followed.incidentId!] });
    const { updateId } = await say(scene, followed.incidentId!);
    const { updateId: elsewhere } = await say(scene, other.incidentId!);
    await planAll();
    expect((await ledger(updateId)).map(({ reason }) => reason)).toEqual(["you follow this incident"]);
    expect(await ledger(elsewhere)).toEqual([]);
  });

  test("who heard that a service broke also hears the end, when the last update no longer names it", async () => {
    await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.checkout] });
    const { incidentId } = await openOnCheckout(scene);
    const { updateId } = await say(scene, incidentId!, {
      status: "resolved",
      nextUpdateBy: null,
      services: [],
    });
    await planAll();
    expect(await ledger(updateId)).toHaveLength(1);
  });

  test("nobody is told of what was not to be told, of a backfill, a correction or a drill", async () => {
    await addSubscriber(scene);
    const quiet = await openOnCheckout(scene, { tell: false });
    const drill = await openOnCheckout(scene);
    await scene.db.update(incidents).set({ drill: true }).where(eq(incidents.id, drill.incidentId!));
    const services = [{ serviceId: scene.search, state: "operational" as const }];
    await backfillIncident(scene.liaison(), {
      title: "Search was slow last week",
      impact: "minor",
      severity: "SEV3",
      startedAt: minutesLater(-600),
      updates: [{ at: minutesLater(-500), status: "resolved", words: "Search was slow.", services }],
    });
    await correctUpdate(scene.liaison(minutesLater(1)), { updateId: quiet.updateId, words: "Better words." });
    await planAll();
    expect(await scene.db.select().from(deliveries)).toEqual([]);
    const untold = await scene.db.select().from(events).where(eq(events.kind, "incident_backfilled"));
    expect(untold.every(({ toldAt }) => toldAt !== null)).toBe(true);
  });

  test("preview, rule and ledger agree on any population", async () => {
    const wishes = fc.record({
      state: fc.constantFrom(...subscriberStates),
      scope: fc.constantFrom("all_services" as const, "chosen_services" as const),
      detail: fc.constantFrom(...subscriptionDetails),
      serviceIds: fc.subarray([scene.checkout, scene.search]),
      follows: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { maxLength: 12 }), fc.boolean(), async (people, tell) => {
        await scene.db.delete(subscribers);
        const { incidentId } = await openOnCheckout(scene, { tell: false });
        const wanted = [];
        for (const { follows, ...wish } of people) {
          const incidentIds = follows ? [incidentId!] : [];
          const leftAt = wish.state === "left" ? noon : null;
          const id = await addSubscriber(scene, { ...wish, leftAt, incidentIds });
          wanted.push({
            ...wish,
            id,
            channel: "email" as const,
            paused: false,
            suppressed: null,
            incidentIds,
          });
        }
        const preview = await previewReach(scene.liaison(), {
          ...{ incidentId: incidentId!, type: "availability", status: "identified", severity: "SEV2" },
          ...{ impact: "major", serviceIds: [scene.checkout], audienceIds: [], tell },
        });
        const { updateId } = await say(scene, incidentId!, { tell });
        const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
        const decided = whoHears(await readPlainFacts(scene.db, event!), wanted).hears;
        await planFanOut(ctx(), event!.id);
        const rows = await ledger(updateId);
        const pairs = (some: { recipientId: string; reason: string }[]) =>
          some.map(({ recipientId, reason }) => `${recipientId} ${reason}`).toSorted();
        expect(pairs(rows)).toEqual(pairs(decided));
        expect(preview.hears).toBe(rows.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(["resend", "smtp", "mailbox"] as const)("telling by %s", (name) => {
  let transport: Transport;
  let addresses: () => Promise<string[]>;
  let close: () => Promise<unknown>;

  beforeEach(async () => {
    if (name === "resend") {
      const double = await startResendDouble();
      transport = resendTransport({ apiKey: "re_test", from, baseUrl: double.url });
      addresses = async () => double.delivered.flatMap(({ to }) => to);
      close = double.close;
    } else if (name === "smtp") {
      const sink = await startSmtpSink();
      transport = smtpTransport({ url: sink.url, from });
      addresses = async () => sink.taken.map(({ to }) => to);
      close = sink.close;
    } else {
      const directory = await mkdtemp(join(tmpdir(), "mailbox-"));
      transport = mailbox({ directory, from });
      addresses = async () => (await listLetters(directory, { limit: 1000 })).map(({ to }) => to);
      close = async () => undefined;
    }
  });
  afterEach(() => close());

  test("from publishing to the letter, everybody who hears gets it once", async () => {
    for (const address of ["ana@reader.example", "bo@reader.example"])
      await addSubscriber(scene, { address });
    const { updateId } = await openOnCheckout(scene);
    await Promise.all([planAll(), planAll()]);
    await drain(work(transport), { until: soon });
    await drain(work(transport), { until: soon });
    expect((await addresses()).toSorted()).toEqual(["ana@reader.example", "bo@reader.example"]);
    const rows = await ledger(updateId);
    expect(rows.every(({ state, settledAt }) => state === "sent" && settledAt)).toBe(true);
    await expectCountsToMatch(updateId);
    expect((await readToldUpdate(scene.db, updateId))?.finishedAt).toEqual(noon);
  });

  test("a worker that died after claiming is followed by one that sends, once", async () => {
    await addSubscriber(scene, { address: "ana@reader.example" });
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    const dies: Transport = {
      ...transport,
      hand: () => {
        throw new Error("killed");
      },
    };
    // By SMTP the letter was begun for all we know: nobody may hand it over a second time.
    await expect(sendBatch(ctx(), { email: dies }, jobFor(updateId))).rejects.toThrow("killed");
    await sendBatch(ctx(minutesLater(1)), { email: transport }, jobFor(updateId));
    const [row] = await ledger(updateId);
    expect(row?.state).toBe(name === "smtp" ? "unknown" : "sent");
    expect(await addresses()).toEqual(name === "smtp" ? [] : ["ana@reader.example"]);
    await expectCountsToMatch(updateId);
  });

  test("who leaves between planning and sending gets nothing", async () => {
    const ana = await addSubscriber(scene, { address: "ana@reader.example" });
    const bo = await addSubscriber(scene, { address: "bo@reader.example" });
    await addSubscriber(scene, { address: "cy@reader.example" });
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    await leave(ctx(), { subscriberId: ana });
    // As it looks when the ledger was written at the same time as somebody left.
    await scene.db.update(subscribers).set({ state: "left" }).where(eq(subscribers.id, bo));
    await drain(work(transport), { until: soon });
    expect(await addresses()).toEqual(["cy@reader.example"]);
    const states = new Map((await ledger(updateId)).map(({ recipientId, state }) => [recipientId, state]));
    expect([states.get(ana), states.get(bo)]).toEqual(["suppressed", "suppressed"]);
    await expectCountsToMatch(updateId);
  });
});

describe("the provider's faults", () => {
  let double: Awaited<ReturnType<typeof startResendDouble>>;
  let transport: Transport;
  beforeEach(async () => {
    double = await startResendDouble();
    transport = resendTransport({ apiKey: "re_test", from, baseUrl: double.url, timeoutMilliseconds: 300 });
  });
  afterEach(() => double.close());
  /** A rest is over: nobody waits in a test. */
  const rested = () => scene.db.delete(senders);

  test("whatever goes wrong in between, every letter arrives once and every try is the same bytes", async () => {
    for (let n = 0; n < 5; n++) await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    double.mishaps.push(
      { status: 429, retryAfter: 1 },
      { status: 500 },
      "notJson",
      "lostAnswer",
      "hang",
      "reset",
    );
    for (let n = 0; n < 6; n++) {
      const again = await sendBatch(ctx(minutesLater(n)), { email: transport }, jobFor(updateId));
      expect(again?.reason).toBeTruthy();
      const rows = await ledger(updateId);
      expect(rows.every(({ state, failure }) => state === "sending" && failure)).toBe(true);
      await rested();
    }
    expect(await sendBatch(ctx(minutesLater(9)), { email: transport }, jobFor(updateId))).toBeNull();
    expect(double.delivered).toHaveLength(5);
    expect(new Set(double.calls.map(({ key, body }) => key + body)).size).toBe(1);
    expect((await ledger(updateId)).every(({ state, attempts }) => state === "sent" && attempts === 7)).toBe(
      true,
    );
    await expectCountsToMatch(updateId);
  });

  test("somebody who leaves after the first try does not change the batch", async () => {
    const ana = await addSubscriber(scene);
    await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    double.mishaps.push("lostAnswer");
    await sendBatch(ctx(), { email: transport }, jobFor(updateId));
    await rested();
    await leave(ctx(), { subscriberId: ana });
    expect(await sendBatch(ctx(), { email: transport }, jobFor(updateId))).toBeNull();
    expect(double.delivered).toHaveLength(2);
  });

  test("one refused address fails alone, with the reason, and can be tried again in a new batch", async () => {
    const bad = await addSubscriber(scene, { address: "bad@reader.example" });
    await addSubscriber(scene, { address: "good@reader.example" });
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    double.bad.add("bad@reader.example");
    await drain(work(transport), { until: soon });
    const found = await readDeliveries(scene.db, updateId, { search: "BAD@" });
    expect(found).toMatchObject({ total: 1, rows: [{ state: "failed", failure: "Invalid `to` field." }] });
    await expectCountsToMatch(updateId);

    double.bad.clear();
    const asked = { updateId, recipientIds: [bad], reason: "the mailbox is back" };
    expect(await retryFailed(scene.liaison(), asked)).toEqual({ planned: 1 });
    await expectCountsToMatch(updateId);
    await drain(work(transport), { until: soon });
    expect(double.delivered.map(({ to }) => to[0])).toEqual(["good@reader.example", "bad@reader.example"]);
    await expectCountsToMatch(updateId);
    await expect(retryFailed(scene.liaison(), asked)).rejects.toMatchObject({ code: "nothing_failed" });
  });

  test("a viewer cannot send again", async () => {
    const { updateId } = await openOnCheckout(scene);
    const viewer = {
      ...scene.liaison(),
      actor: { kind: "user", id: "x", role: "viewer", name: "Vic" } as const,
    };
    await expect(retryFailed(viewer, { updateId, reason: "please" })).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  test("after 23 hours without an answer a letter is unknown, and nothing sends it again", async () => {
    await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    double.mishaps.push("lostAnswer");
    await sendBatch(ctx(), { email: transport }, jobFor(updateId));
    expect(await parkUnknown(ctx(minutesLater(22 * 60)))).toBe(0);
    expect(await parkUnknown(ctx(minutesLater(23 * 60 + 1)))).toBe(1);
    expect(await sendBatch(ctx(minutesLater(24 * 60)), { email: transport }, jobFor(updateId))).toBeNull();
    expect(double.calls).toHaveLength(1);
    expect((await ledger(updateId))[0]).toMatchObject({ state: "unknown", failure: expect.any(String) });
    await expectCountsToMatch(updateId);
  });

  test("even before it is parked, a batch older than 23 hours is not sent", async () => {
    await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    double.mishaps.push("lostAnswer");
    await sendBatch(ctx(), { email: transport }, jobFor(updateId));
    expect(await sendBatch(ctx(minutesLater(23 * 60)), { email: transport }, jobFor(updateId))).toBeNull();
    expect(double.calls).toHaveLength(1);
  });

  test("no transaction is open while the provider is asked", async () => {
    await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    let states: string[] = [];
    const looks: Transport = {
      ...transport,
      async hand(letters, key) {
        // Another connection sees the claim: it is committed, and nothing holds the row.
        const rows = await scene.db
          .select({ state: deliveries.state })
          .from(deliveries)
          .where(and(eq(deliveries.updateId, updateId)))
          .for("update", { noWait: true });
        states = rows.map(({ state }) => state);
        return transport.hand(letters, key);
      },
    };
    await sendBatch(ctx(), { email: looks }, jobFor(updateId));
    expect(states).toEqual(["sending"]);
  });
});

test("a service that the page hides is named in no letter, and nobody hears for having chosen it", async () => {
  const hidden = eq(audienceServices.serviceId, scene.checkout);
  await scene.db.delete(audienceServices).where(hidden);
  await addSubscriber(scene);
  await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.checkout] });
  const { updateId } = await openOnCheckout(scene);
  await planAll();
  await scene.db.insert(audienceServices).values({ audienceId: scene.audienceId, serviceId: scene.checkout });
  const [frozen] = await scene.db.select().from(fanOuts).where(eq(fanOuts.updateId, updateId));
  expect(JSON.stringify(frozen)).not.toContain("Checkout");
  expect((await ledger(updateId)).map(({ reason }) => reason)).toEqual(["you chose all services"]);
});

test("the letter says service and state, why, what comes next, and how to leave with one click", async () => {
  const ana = await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.checkout] });
  const { incidentId } = await openOnCheckout(scene);
  await planAll();
  const directory = await mkdtemp(join(tmpdir(), "mailbox-"));
  await drain(work(mailbox({ directory, from })), { until: soon });
  const [line] = await listLetters(directory, { limit: 1 });
  const letter = await readLetter(directory, line!.id);
  expect(letter?.subject).toBe("Checkout: partial outage, investigating");
  for (const twin of [letter!.html, letter!.text]) {
    expect(twin).toContain("Cards are declined.");
    expect(twin).toContain("Next update by 12:20 UTC");
    expect(twin).toContain("you chose Checkout");
    expect(twin).toMatch(new RegExp(`/incidents/${incidentId}`));
    expect(twin).toMatch(new RegExp(`/manage/${ana}-`));
    expect(twin).not.toMatch(/[\uE000\uE001]/);
  }
  expect(letter?.headers["List-Unsubscribe"]).toMatch(new RegExp(`^<http.*/leave/${ana}-[^>]+>$`));
  expect(letter?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
});
