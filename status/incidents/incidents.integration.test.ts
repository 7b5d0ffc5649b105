import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { clockContext, makeContext, makeService, minutesLater, noon } from "@/db/factories";
import { events, incidents, serviceIntervals, services, updateServices, updates } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { backfillIncident } from "./backfill-incident";
import { correctUpdate } from "./correct-update";
import { listIncidents } from "./list-incidents";
import { openIncident } from "./open-incident";
import { postUpdate } from "./post-update";
import { readIncident } from "./read-incident";
import { reopenIncident } from "./reopen-incident";

const { db } = await testDatabase();
let liaison: Context;
let checkout: string;
let search: string;

beforeEach(async () => {
  liaison = await makeContext(db);
  checkout = (await makeService(db, { name: "Checkout" })).id;
  search = (await makeService(db, { name: "Search" })).id;
});

const at = (minutes: number, ctx = liaison): Context => ({ ...ctx, now: minutesLater(minutes) });
const said = { severity: "SEV2", impact: "major", words: "Cards are declined.", tell: true } as const;
const state = (serviceId: string, state: "operational" | "degraded" | "partial_outage" | "major_outage") => ({
  serviceId,
  state,
});

const open = (over: Partial<Parameters<typeof openIncident>[1]> = {}, ctx = liaison) =>
  openIncident(ctx, {
    ...said,
    title: "Cards are declined",
    services: [state(checkout, "partial_outage")],
    nextUpdateBy: minutesLater(20, ctx.now),
    ...over,
  });
const post = (incidentId: string, over: Partial<Parameters<typeof postUpdate>[1]> = {}, ctx = at(10)) =>
  postUpdate(ctx, {
    ...said,
    incidentId,
    status: "identified",
    services: [],
    nextUpdateBy: minutesLater(20, ctx.now),
    ...over,
  });
const resolve = (incidentId: string, ctx = at(30)) =>
  post(incidentId, { status: "resolved", words: "It works again.", nextUpdateBy: null }, ctx);

const stateOf = async (id: string) => (await db.select().from(services).where(eq(services.id, id)))[0]!.state;
const row = async (id: string) => (await db.select().from(incidents).where(eq(incidents.id, id)))[0]!;
const spells = async (serviceId: string) =>
  (
    await db
      .select()
      .from(serviceIntervals)
      .where(eq(serviceIntervals.serviceId, serviceId))
      .orderBy(asc(serviceIntervals.startedAt))
  ).map(({ state, startedAt, endedAt }) => [
    state,
    (startedAt.getTime() - noon.getTime()) / 60_000,
    endedAt && (endedAt.getTime() - noon.getTime()) / 60_000,
  ]);
const counted = async () => [await db.$count(incidents), await db.$count(updates), await db.$count(events)];

describe("status follows what is said", () => {
  test("opening, worsening, easing and resolving move the services, and each move is kept", async () => {
    const { incidentId } = await open({ startedAt: minutesLater(-5) });
    expect(await stateOf(checkout)).toBe("partial_outage");
    await post(incidentId, { services: [state(checkout, "major_outage"), state(search, "degraded")] });
    await post(incidentId, { status: "monitoring", services: [state(checkout, "degraded")] }, at(20));
    await resolve(incidentId);
    expect(await stateOf(checkout)).toBe("operational");
    expect(await stateOf(search)).toBe("operational");
    expect(await spells(checkout)).toEqual([
      ["partial_outage", -5, 10],
      ["major_outage", 10, 20],
      ["degraded", 20, 30],
    ]);
    expect(await spells(search)).toEqual([["degraded", 10, 30]]);
    expect(await row(incidentId)).toMatchObject({
      status: "resolved",
      nextUpdateBy: null,
      monitoringAt: minutesLater(20),
      resolvedAt: minutesLater(30),
    });
  });

  test("a service that an update does not name stays as it was", async () => {
    const { incidentId } = await open();
    await post(incidentId);
    expect(await stateOf(checkout)).toBe("partial_outage");
  });

  test("two incidents on one service: the worse holds, and what is left holds when it is over", async () => {
    const mild = await open({ services: [state(checkout, "degraded")] });
    const bad = await open({ services: [state(checkout, "major_outage")] }, at(5));
    expect(await stateOf(checkout)).toBe("major_outage");
    await resolve(bad.incidentId, at(15));
    expect(await stateOf(checkout)).toBe("degraded");
    await resolve(mild.incidentId, at(25));
    expect(await spells(checkout)).toEqual([
      ["degraded", 0, 5],
      ["major_outage", 5, 15],
      ["degraded", 15, 25],
    ]);
  });

  test("reopened, it hurts from then on, and the quiet time between stays quiet", async () => {
    const { incidentId } = await open();
    await resolve(incidentId, at(30));
    await reopenIncident(at(60), {
      incidentId,
      words: "It came back.",
      services: [state(checkout, "degraded")],
      nextUpdateBy: minutesLater(80),
      tell: true,
    });
    expect(await spells(checkout)).toEqual([
      ["partial_outage", 0, 30],
      ["degraded", 60, null],
    ]);
    expect(await row(incidentId)).toMatchObject({ status: "investigating", resolvedAt: null });
    await expect(
      reopenIncident(at(61), {
        incidentId,
        words: "Again.",
        services: [],
        nextUpdateBy: minutesLater(80),
        tell: true,
      }),
    ).rejects.toMatchObject({ code: "incident_open" });
  });
});

describe("the promise", () => {
  test.each([
    ["none", { nextUpdateBy: null }, "Say when the next update comes."],
    ["one that has passed", { nextUpdateBy: noon }, "This time has passed. Promise a later one."],
    [
      "one beyond a day",
      { nextUpdateBy: minutesLater(24 * 60 + 1) },
      "Promise the next update within 24 hours.",
    ],
  ])("an open incident with %s is refused, and nothing is written", async (_, over, words) => {
    const before = await counted();
    await expect(open(over)).rejects.toMatchObject({
      code: "promise_missing",
      fields: { nextUpdateBy: words },
    });
    expect(await counted()).toEqual(before);
  });

  test("a resolved incident promises nothing, whatever the form still said", async () => {
    const { incidentId } = await open();
    await post(incidentId, { status: "resolved", nextUpdateBy: minutesLater(40) });
    expect((await row(incidentId)).nextUpdateBy).toBeNull();
  });
});

describe("two people, double clicks, retries", () => {
  test("the second writer is refused until they have seen what the first said", async () => {
    const { incidentId } = await open();
    const { revision } = await row(incidentId);
    await post(incidentId, { revision });
    await expect(post(incidentId, { revision }, at(11))).rejects.toMatchObject({ code: "incident_changed" });
    await post(incidentId, { revision: revision + 1 }, at(12));
    expect((await row(incidentId)).revision).toBe(revision + 2);
  });

  test("a correction and a new title count as changes too", async () => {
    const { incidentId, updateId } = await open();
    const { revision } = await row(incidentId);
    await correctUpdate(at(1), { updateId, words: "Some cards are declined." });
    await expect(post(incidentId, { revision })).rejects.toMatchObject({ code: "incident_changed" });
  });

  test("the same form opens once and posts once, however often and at the same moment it is sent", async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => open({ onceKey: "one-form-opens" })));
    expect(new Set(opened.map(({ incidentId }) => incidentId)).size).toBe(1);
    const { incidentId } = opened[0]!;
    const posted = await Promise.all([1, 2, 3, 4].map(() => post(incidentId, { onceKey: "one-form-posts" })));
    expect(new Set(posted.map(({ updateId }) => updateId)).size).toBe(1);
    const { updates: both } = (await readIncident(liaison, incidentId))!;
    expect(both).toHaveLength(2);
  });

  test("many write at the same moment: every update is there, numbered without a gap", async () => {
    const { incidentId } = await open();
    await Promise.all([1, 2, 3, 4, 5].map((n) => post(incidentId, { words: `Word ${n}` }, at(10 + n))));
    const { updates: all } = (await readIncident(liaison, incidentId))!;
    expect(all.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe("what is said", () => {
  test("raising the severity needs no word; lowering it needs a reason, which is kept", async () => {
    const { incidentId } = await open();
    await post(incidentId, { severity: "SEV1" });
    await expect(post(incidentId, { severity: "SEV3" }, at(11))).rejects.toMatchObject({
      code: "reason_missing",
      fields: { reason: expect.any(String) },
    });
    await post(incidentId, { severity: "SEV3", reason: "Wallets work." }, at(12));
    const { activity } = (await readIncident(liaison, incidentId))!;
    expect(activity.at(-1)!.details).toMatchObject({ severity: ["SEV1", "SEV3"], reason: "Wallets work." });
  });

  test("a correction keeps the old words, tells nobody, and changes no state", async () => {
    const { incidentId, updateId } = await open();
    await correctUpdate(at(3), { updateId, words: "Some cards are **declined**." });
    const { updates: all, activity } = (await readIncident(liaison, incidentId))!;
    expect(all[0]).toMatchObject({
      words: "Some cards are **declined**.",
      correctedAt: minutesLater(3),
      replaced: [{ words: "Cards are declined.", replacedAt: minutesLater(3) }],
    });
    expect(activity.at(-1)!.kind).toBe("update_corrected");
    expect(await stateOf(checkout)).toBe("partial_outage");
    await expect(
      correctUpdate(at(4), { updateId, words: "Some cards are **declined**." }),
    ).rejects.toMatchObject({
      code: "words_unchanged",
    });
  });

  test("words are cleaned when they are written: no script, no event handler, no address that runs", async () => {
    const { incidentId } = await open({
      words: `Hello <script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) **there**`,
    });
    const { html } = (await readIncident(liaison, incidentId))!.updates[0]!;
    expect(html).not.toMatch(/<script|onerror|javascript:|<img/i);
    expect(html).toContain("<strong>there</strong>");
  });

  test.each([
    ["an empty title", { title: "  " }, "Write a title: what customers notice."],
    ["an endless title", { title: "x".repeat(201) }, "Keep it under 200 characters."],
    ["no words", { words: "" }, "Write what is happening."],
    ["endless words", { words: "x".repeat(10_001) }, "Keep it under 10,000 characters"],
    ["a beginning in the future", { startedAt: minutesLater(1) }, "cannot begin in the future"],
    [
      "a service that is gone",
      { services: [state("aaaaaaaaaaaa", "degraded")] },
      "is gone. Reload and choose again",
    ],
  ])("%s is refused with what to do, and nothing is written", async (_, over, words) => {
    const before = await counted();
    await expect(open(over)).rejects.toThrow(words);
    expect(await counted()).toEqual(before);
  });

  test("a resolved incident takes no update, an unknown one neither", async () => {
    const { incidentId } = await open();
    await resolve(incidentId);
    await expect(post(incidentId, {}, at(40))).rejects.toMatchObject({ code: "incident_resolved" });
    await expect(post("aaaaaaaaaaaa")).rejects.toMatchObject({ code: "incident_unknown" });
  });
});

test("each change is one event with the version that readers get, in the transaction that made it so", async () => {
  const { incidentId, version } = await open();
  const later = await post(incidentId);
  expect(later.version).toBe(version + 1);
  await expect(
    db.transaction(async (tx) => {
      await post(incidentId, {}, { ...at(20), db: tx });
      throw new Error("the power fails");
    }),
  ).rejects.toThrow("the power fails");
  const kinds = await db
    .select()
    .from(events)
    .where(eq(events.incidentId, incidentId))
    .orderBy(asc(events.id));
  expect(kinds.map(({ kind, publicVersion }) => [kind, publicVersion])).toEqual([
    ["incident_opened", version],
    ["incident_updated", version + 1],
  ]);
});

test("a past incident is history and uptime, an event that tells nobody, and no promise", async () => {
  const { incidentId } = await backfillIncident(liaison, {
    title: "Night of the long queue",
    severity: "SEV2",
    impact: "major",
    startedAt: minutesLater(-500),
    updates: [
      {
        at: minutesLater(-490),
        status: "investigating",
        words: "It is slow.",
        services: [state(search, "partial_outage")],
      },
      { at: minutesLater(-400), status: "resolved", words: "It is over.", services: [] },
    ],
  });
  expect(await row(incidentId)).toMatchObject({ backfilled: true, status: "resolved", nextUpdateBy: null });
  expect(await spells(search)).toEqual([["partial_outage", -500, -400]]);
  const [event] = await db.select().from(events).where(eq(events.incidentId, incidentId));
  expect(event).toMatchObject({ kind: "incident_backfilled", updateId: null });
  const said = await db.select().from(updates).where(eq(updates.incidentId, incidentId));
  expect(said.map(({ tell }) => tell)).toEqual([false, false]);
});

test("a past incident changed services from what they were then, not from what they are now", async () => {
  await open({ services: [state(search, "major_outage")] });
  const past = { title: "Slow", severity: "SEV3", impact: "minor", startedAt: minutesLater(-500) } as const;
  const { incidentId } = await backfillIncident(liaison, {
    ...past,
    updates: [
      {
        at: minutesLater(-500),
        status: "investigating",
        words: "Slow.",
        services: [state(search, "degraded")],
      },
      {
        at: minutesLater(-400),
        status: "resolved",
        words: "Over.",
        services: [state(search, "operational")],
      },
    ],
  });
  const changes = await db
    .select({ from: updateServices.previousState, to: updateServices.state })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(and(eq(updates.incidentId, incidentId), eq(updateServices.serviceId, search)))
    .orderBy(updates.number);
  expect(changes).toEqual([
    { from: "operational", to: "degraded" },
    { from: "degraded", to: "operational" },
  ]);
});

test.each([
  [
    "that does not end",
    [{ at: minutesLater(-60), status: "investigating" as const }],
    "must say that it is resolved",
  ],
  ["that ends ahead", [{ at: minutesLater(60), status: "resolved" as const }], "must have ended before now"],
  ["told before it began", [{ at: minutesLater(-200), status: "resolved" as const }], "in order of time"],
])("a past incident %s is refused", async (_, said, words) => {
  const before = await counted();
  const all = said.map((one) => ({ ...one, words: "Words.", services: [] }));
  const facts = { title: "Past", severity: "SEV3", impact: "minor", startedAt: minutesLater(-100) } as const;
  await expect(backfillIncident(liaison, { ...facts, updates: all })).rejects.toThrow(words);
  expect(await counted()).toEqual(before);
});

test("a viewer, the clock and a visitor may not speak; a viewer may look, a visitor may not", async () => {
  const { incidentId, updateId } = await open();
  const viewer = await makeContext(db, { role: "viewer" });
  const visitor: Context = { db, now: noon, actor: { kind: "visitor" } };
  for (const ctx of [viewer, clockContext(db), visitor]) {
    const before = await counted();
    for (const attempt of [
      () => open({}, ctx),
      () => post(incidentId, {}, ctx),
      () => correctUpdate(ctx, { updateId, words: "No." }),
      () =>
        reopenIncident(ctx, {
          incidentId,
          words: "No.",
          services: [],
          nextUpdateBy: minutesLater(9),
          tell: true,
        }),
      () =>
        backfillIncident(ctx, {
          title: "No",
          severity: "SEV3",
          impact: "minor",
          startedAt: noon,
          updates: [] as never,
        }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_allowed" });
    }
    expect(await counted()).toEqual(before);
  }
  expect((await readIncident(viewer, incidentId))?.id).toBe(incidentId);
  await expect(readIncident(visitor, incidentId)).rejects.toMatchObject({ code: "not_allowed" });
});

test("incidents are found by state and by words of their title, marks taken as marks", async () => {
  const { incidentId } = await open({ title: "100%_sure it is down" });
  const found = await listIncidents(liaison, { search: "100%_sure" });
  expect(found.incidents.map(({ id }) => id)).toEqual([incidentId]);
  expect((await listIncidents(liaison, { search: "%" })).total).toBe(1);
  await resolve(incidentId);
  expect((await listIncidents(liaison, { only: "open", search: "100%" })).total).toBe(0);
});
