import { and, eq, ne, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Message, Transport } from "@/communications/channels/channel";
import { lightEngine, queueNames } from "@/communications/queue";
import { leave } from "@/communications/subscribers/leave";
import { readSent } from "@/communications/subscribers/read-sent";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { openDatabase } from "@/db/client";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { senders } from "@/db/schema/senders";
import { serviceIntervals, services } from "@/db/schema/services";
import { subscribers } from "@/db/schema/subscribers";
import { updates } from "@/db/schema/updates";
import { drafts, users } from "@/db/schema/users";
import { readDraft, saveDraft } from "@/status/drafts/drafts";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { correctUpdate } from "@/status/incidents/correct-update";
import { listIncidents } from "@/status/incidents/list-incidents";
import { readIncident } from "@/status/incidents/read-incident";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { claimBatch } from "./claim-batch";
import { planFanOut } from "./plan-fan-out";
import { readDeliveries } from "./read-deliveries";
import { readToldUpdate } from "./read-told-updates";
import { undoUpdate } from "./undo-update";

const scene = stage({ undoSeconds: 10 });
const secondsLater = (seconds: number, from = noon) => new Date(from.getTime() + seconds * 1000);
const far = minutesLater(60 * 48);

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
const work = (now: Date) => ({ db: scene.db, transports: { email: taker }, clock: () => now });

beforeEach(async () => {
  taken.length = 0;
  for (const table of [deliveries, fanOuts, wordings, senders, subscribers, drafts])
    await scene.db.delete(table);
  await scene.db.update(events).set({ toldAt: noon });
  const engine = await lightEngine(scene.db);
  for (const queue of queueNames) await engine.deleteAllJobs(queue);
});

async function planAll(now = noon, db = scene.db) {
  for (const { id } of await scene.db.select({ id: events.id }).from(events))
    await planFanOut({ db, now }, id);
}
const undo = (updateId: string, now = secondsLater(5), draftSubject?: string) =>
  undoUpdate(scene.liaison(now), { updateId, draftSubject });
const ledger = (updateId: string) =>
  scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
const incidentOf = async (id: string) =>
  (await scene.db.select().from(incidents).where(eq(incidents.id, id)))[0]!;
const updateOf = async (id: string) => (await scene.db.select().from(updates).where(eq(updates.id, id)))[0]!;
const jobFor = (updateId: string, batch = 0) => ({
  ...{ updateId, audienceId: scene.audienceId, channel: "email" as const, batch },
});

/** What is true of the world, without what only counts changes. */
async function truth() {
  const known = await scene.db.select().from(incidents).orderBy(incidents.id);
  return {
    incidents: known.map(({ revision: _, updatedAt: __, ...incident }) => incident),
    states: await scene.db
      .select({ id: services.id, state: services.state })
      .from(services)
      .orderBy(services.id),
    intervals: (
      await scene.db
        .select()
        .from(serviceIntervals)
        .orderBy(serviceIntervals.serviceId, serviceIntervals.startedAt)
    ).map(({ serviceId, state, startedAt, endedAt }) => ({ serviceId, state, startedAt, endedAt })),
  };
}

/** Nobody is told of this update, now or ever, and the ledger says why. */
async function expectNobodyTold(updateId: string, howMany: number) {
  await planAll(secondsLater(20));
  await drain(work(secondsLater(60)), { until: far, early: true });
  expect(taken.filter(({ id }) => id.startsWith(updateId))).toEqual([]);
  const rows = await ledger(updateId);
  expect(rows.map(({ state }) => state)).toEqual(Array(howMany).fill("undone"));
}

const resolved = { status: "resolved", nextUpdateBy: null } as const;

describe("the time in which an update can be taken back", () => {
  test("is ten seconds, to the millisecond, for all that a person says at an incident", async () => {
    const at = new Date("2026-11-23T12:00:00.123Z");
    const { incidentId, updateId } = await openOnCheckout(scene, {}, at);
    const second = await say(scene, incidentId, resolved, secondsLater(60, at));
    const third = await reopenIncident(scene.liaison(secondsLater(90, at)), {
      ...{ incidentId, words: "It is back.", services: [], tell: false },
      nextUpdateBy: minutesLater(60, at),
    });
    for (const [id, from] of [
      [updateId, 10],
      [second.updateId, 70],
      [third.updateId, 100],
    ] as const)
      expect((await updateOf(id)).undoUntil).toEqual(secondsLater(from, at));
  });

  test("does not exist for the past and for planned work", async () => {
    const { incidentId } = await backfillIncident(scene.liaison(), {
      ...{ title: "Last week", severity: "SEV3", impact: "minor", startedAt: minutesLater(-600) },
      updates: [{ at: minutesLater(-540), status: "resolved", words: "Over.", services: [] }],
    });
    const { updateId } = await scheduleMaintenance(scene.liaison(), {
      ...{ title: "A faster database", words: "A pause.", serviceIds: [scene.search], tell: true },
      ...{ scheduledFor: minutesLater(600), scheduledUntil: minutesLater(660) },
    });
    const [past] = await scene.db.select().from(updates).where(eq(updates.incidentId, incidentId));
    expect([past!.undoUntil, (await updateOf(updateId)).undoUntil]).toEqual([null, null]);
    await expect(undo(past!.id)).rejects.toMatchObject({ code: "undo_late" });
    await expect(undo(updateId)).rejects.toMatchObject({ code: "undo_planned_work" });
  });

  test("ends at its very end, not a millisecond later", async () => {
    const { updateId } = await openOnCheckout(scene);
    await expect(undo(updateId, secondsLater(10))).rejects.toMatchObject({ code: "undo_late" });
    expect(await undo(updateId, secondsLater(9.999))).toMatchObject({ withdrawn: true });
  });

  test("is kept by whoever hands over, even when asked too early", async () => {
    const ana = await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    expect(await claimBatch({ db: scene.db, now: secondsLater(9.999) }, jobFor(updateId))).toBe(false);
    await drain(work(secondsLater(9.999)), { until: far, early: true });
    expect(taken).toEqual([]);
    await drain(work(secondsLater(10)), { until: far, early: true });
    expect(taken.map(({ id }) => id)).toEqual([`${updateId}.${ana}`]);
  });
});

describe("taking back", () => {
  test("an update: the ledger says undone, no letter leaves, the incident is as before, the words are kept", async () => {
    await addSubscriber(scene);
    await addSubscriber(scene);
    const { incidentId } = await openOnCheckout(scene, { startedAt: minutesLater(-5) }, minutesLater(-1));
    const before = await truth();
    const { updateId } = await say(
      scene,
      incidentId,
      {
        ...{ title: "Everything fails", severity: "SEV1", impact: "critical", status: "monitoring" },
        ...{ words: "Too early.", services: [{ serviceId: scene.search, state: "major_outage" }] },
      },
      noon,
    );
    await planAll();
    const { version } = await undo(updateId);
    expect(await truth()).toEqual(before);
    await expectNobodyTold(updateId, 2);
    expect(await readToldUpdate(scene.db, updateId)).toMatchObject({ planned: 2, undone: 2, waiting: 0 });
    expect((await readToldUpdate(scene.db, updateId))!.finishedAt).toEqual(secondsLater(5));
    expect((await readDeliveries(scene.db, updateId, {})).rows.map(({ state }) => state)).toEqual([
      "undone",
      "undone",
    ]);
    const [event] = await scene.db
      .select()
      .from(events)
      .where(and(eq(events.kind, "update_undone"), eq(events.updateId, updateId)));
    expect(event).toMatchObject({
      ...{ updateId, incidentId, publicVersion: version },
      details: { number: 2, title: "Everything fails", words: "Too early." },
    });
    expect(await readDraft(scene.liaison(), `incident:${incidentId}`)).toMatchObject({
      fields: {
        ...{ title: "Everything fails", words: "Too early.", severity: "SEV1", status: "monitoring" },
        ...{ services: { [scene.search]: "major_outage" }, promise: { inMinutes: 20 }, tell: true },
      },
    });
  });

  test("before the telling was planned: nobody is ever planned", async () => {
    await addSubscriber(scene);
    const { updateId } = await openOnCheckout(scene);
    await undo(updateId);
    await expectNobodyTold(updateId, 0);
    expect(await readToldUpdate(scene.db, updateId)).toBeNull();
  });

  test("the end of an incident: it is open again, with its promise", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const before = await truth();
    const { updateId } = await say(
      scene,
      incidentId,
      { ...resolved, services: [{ serviceId: scene.checkout, state: "operational" }] },
      minutesLater(30),
    );
    expect((await incidentOf(incidentId)).status).toBe("resolved");
    await undo(updateId, secondsLater(3, minutesLater(30)));
    expect(await truth()).toEqual(before);
  });

  test("a reopening: it is over again, and was over all the time", async () => {
    const { incidentId } = await openOnCheckout(scene);
    await say(scene, incidentId, resolved, minutesLater(30));
    const before = await truth();
    const { updateId } = await reopenIncident(scene.liaison(minutesLater(40)), {
      ...{ incidentId, words: "It is back.", tell: true, nextUpdateBy: minutesLater(60) },
      services: [{ serviceId: scene.checkout, state: "major_outage" }],
    });
    await undo(updateId, secondsLater(3, minutesLater(40)));
    expect(await truth()).toEqual(before);
  });

  test("the first word: the incident is gone for everybody but the desk's memory", async () => {
    const before = await truth();
    const { incidentId, updateId } = await openOnCheckout(scene);
    expect(await undo(updateId)).toMatchObject({ incidentId, withdrawn: true });
    const after = await truth();
    expect([after.states, after.intervals]).toEqual([before.states, before.intervals]);
    const look = scene.liaison(secondsLater(6));
    const ids = async (only: "open" | "resolved" | "all") =>
      (await listIncidents(look, { only })).incidents.map(({ id }) => id);
    expect(await ids("open")).not.toContain(incidentId);
    expect(await ids("resolved")).not.toContain(incidentId);
    expect(await ids("all")).toContain(incidentId);
    const seen = await readIncident(look, incidentId);
    expect(seen).toMatchObject({ updates: [], nextNumber: 2, withdrawnAt: secondsLater(5) });
    expect(seen!.timeline[0]).toMatchObject({ undoer: "Ines", words: "Cards are declined." });
    expect(await readDraft(look, "incident:new")).toMatchObject({ fields: { title: "Card payments fail" } });
    await expect(say(scene, incidentId, {}, secondsLater(7))).rejects.toMatchObject({
      code: "incident_withdrawn",
    });
  });

  test("twice is once, also at the same moment", async () => {
    await addSubscriber(scene);
    const { incidentId } = await openOnCheckout(scene, {}, minutesLater(-1));
    const { updateId } = await say(scene, incidentId, {}, noon);
    await planAll();
    const answers = await Promise.all([undo(updateId), undo(updateId)]);
    const again = await undo(updateId, minutesLater(5));
    expect([answers[1], again]).toEqual([answers[0], answers[0]]);
    const undone = and(eq(events.kind, "update_undone"), eq(events.updateId, updateId));
    expect(await scene.db.select().from(events).where(undone)).toHaveLength(1);
    expect((await readToldUpdate(scene.db, updateId))!.undone).toBe(1);
  });

  test("goes from the newest backwards, and numbers are not used again", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const second = await say(scene, incidentId, {}, secondsLater(2));
    const third = await say(scene, incidentId, {}, secondsLater(4));
    await expect(undo(second.updateId)).rejects.toMatchObject({ code: "undo_not_newest" });
    await undo(third.updateId);
    await undo(second.updateId);
    const fourth = await say(scene, incidentId, {}, secondsLater(8));
    expect((await updateOf(fourth.updateId)).number).toBe(4);
  });

  test("an update that was corrected meanwhile returns its words as they are now", async () => {
    const { incidentId } = await openOnCheckout(scene, {}, minutesLater(-1));
    const { updateId } = await say(scene, incidentId, { words: "Wrnog." }, noon);
    await correctUpdate(scene.liaison(secondsLater(2)), { updateId, words: "Wrong." });
    await undo(updateId);
    expect((await readDraft(scene.liaison(), `incident:${incidentId}`))!.fields.words).toBe("Wrong.");
    await expect(
      correctUpdate(scene.liaison(secondsLater(6)), { updateId, words: "Right." }),
    ).rejects.toMatchObject({ code: "update_undone" });
  });

  test("a lost request that arrives afterwards does not bring it back", async () => {
    const onceKey = "form00000001";
    const { updateId } = await openOnCheckout(scene, { onceKey });
    await undo(updateId);
    await expect(openOnCheckout(scene, { onceKey }, secondsLater(7))).rejects.toMatchObject({
      code: "update_undone",
    });
  });

  test("does not overwrite what the writer has begun since", async () => {
    const { incidentId } = await openOnCheckout(scene, {}, minutesLater(-1));
    const { updateId } = await say(scene, incidentId, {}, noon);
    const subject = `incident:${incidentId}`;
    await saveDraft(scene.liaison(secondsLater(3)), { subject, fields: { words: "Newer." } });
    await undo(updateId);
    expect((await readDraft(scene.liaison(), subject))!.fields).toEqual({ words: "Newer." });
  });

  test("by somebody else gives the words back to who wrote them", async () => {
    const { incidentId } = await openOnCheckout(scene, {}, minutesLater(-1));
    const { updateId } = await say(scene, incidentId, { words: "Mine." }, noon);
    const [ben] = await scene.db
      .insert(users)
      .values({ email: "ben@larkfield.example", role: "owner" })
      .returning();
    const asBen = {
      ...scene.liaison(secondsLater(5)),
      actor: { kind: "user" as const, id: ben!.id, role: "owner" as const, name: "Ben" },
    };
    await undoUpdate(asBen, { updateId });
    expect(await readDraft(asBen, `incident:${incidentId}`)).toBeNull();
    expect((await readDraft(scene.liaison(), `incident:${incidentId}`))!.fields.words).toBe("Mine.");
    expect((await readIncident(asBen, incidentId))!.timeline[0]).toMatchObject({
      ...{ writer: "Ines", undoer: "ben@larkfield.example" },
    });
  });

  test("is for those who may speak", async () => {
    const { updateId } = await openOnCheckout(scene);
    const viewer = { kind: "user" as const, id: "x", role: "viewer" as const, name: "Vera" };
    const asked = [viewer, { kind: "system" as const }, { kind: "visitor" as const }];
    for (const actor of asked)
      await expect(undoUpdate({ ...scene.liaison(), actor }, { updateId })).rejects.toMatchObject({
        code: "not_allowed",
      });
    await expect(undo("aaaaaaaaaaaa")).rejects.toMatchObject({ code: "update_unknown" });
  });
});

test("on every channel: each fan-out is finished, each row undone", async () => {
  await addSubscriber(scene);
  await addSubscriber(scene, { channel: "webhook", address: "https://hooks.example/a" });
  const { updateId } = await openOnCheckout(scene);
  await planAll();
  await undo(updateId);
  await expectNobodyTold(updateId, 2);
  const told = await scene.db.select().from(fanOuts).where(eq(fanOuts.updateId, updateId));
  expect(told.map(({ channel, undone }) => [channel, undone]).toSorted()).toEqual([
    ["email", 1],
    ["webhook", 1],
  ]);
  expect(told.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
});

test("somebody who leaves meanwhile keeps nobody from taking it back, and is shown nothing of it", async () => {
  const [ana, ben] = [await addSubscriber(scene), await addSubscriber(scene)];
  const { updateId } = await openOnCheckout(scene);
  await planAll();
  await leave({ db: scene.db, now: secondsLater(2) }, { subscriberId: ana });
  await undo(updateId);
  const states = new Map((await ledger(updateId)).map((row) => [row.recipientId, row.state]));
  expect(states).toEqual(
    new Map([
      [ana, "suppressed"],
      [ben, "undone"],
    ]),
  );
  const told = await readToldUpdate(scene.db, updateId);
  expect(told).toMatchObject({ planned: 2, suppressed: 1, undone: 1, waiting: 0 });
  expect(told!.finishedAt).not.toBeNull();
  expect(await readSent({ db: scene.db }, ben)).toEqual([]);
});

describe("when clocks or processes disagree", () => {
  test("what has begun to leave is not taken back, and nothing is half taken back", async () => {
    const ana = await addSubscriber(scene);
    await addSubscriber(scene);
    const { incidentId, updateId } = await openOnCheckout(scene);
    await planAll();
    await scene.db
      .update(deliveries)
      .set({ state: "sending", address: "ana@reader.example" })
      .where(eq(deliveries.recipientId, ana));
    const before = await truth();
    await expect(undo(updateId)).rejects.toMatchObject({ code: "undo_begun" });
    expect(await truth()).toEqual(before);
    expect((await incidentOf(incidentId)).withdrawnAt).toBeNull();
    expect((await ledger(updateId)).map(({ state }) => state).sort()).toEqual(["planned", "sending"]);
  });

  test("an update that already carries an older one's words is not taken back", async () => {
    const ana = await addSubscriber(scene);
    const first = await openOnCheckout(scene, {}, minutesLater(-1));
    const second = await say(scene, first.incidentId, {}, noon);
    await planAll();
    await scene.db
      .update(deliveries)
      .set({ state: "merged", mergedInto: second.updateId })
      .where(and(eq(deliveries.updateId, first.updateId), eq(deliveries.recipientId, ana)));
    await expect(undo(second.updateId)).rejects.toMatchObject({ code: "undo_begun" });
  });

  test("undone and claimed at the same moment, over two connections: one or the other, never both", async () => {
    const other = await openDatabase(scene.url, { connectionsMax: 2 });
    const outcomes = new Set<string>();
    for (let round = 0; round < 30; round++) {
      for (const table of [deliveries, fanOuts, wordings, subscribers]) await scene.db.delete(table);
      for (let n = 0; n < 5; n++) await addSubscriber(scene);
      const { incidentId, updateId } = await openOnCheckout(scene, {}, minutesLater(-1));
      await planAll();
      await claimBatch({ db: other.db, now: noon }, jobFor(updateId));
      const second = await say(scene, incidentId, {}, noon);
      await planAll();
      const job = jobFor(second.updateId);
      // The claiming machine's clock is ahead: for it the time is over.
      const [undone, claimed] = await Promise.allSettled([
        undo(second.updateId, secondsLater(9)),
        claimBatch({ db: other.db, now: secondsLater(11) }, job),
      ]);
      expect(claimed.status).toBe("fulfilled");
      const states = new Set((await ledger(second.updateId)).map(({ state }) => state));
      expect(states).toEqual(new Set([undone.status === "fulfilled" ? "undone" : "sending"]));
      expect((await updateOf(second.updateId)).undoneAt !== null).toBe(undone.status === "fulfilled");
      outcomes.add(undone.status);
    }
    await other.close();
    expect(outcomes.size).toBeGreaterThan(0);
  }, 60_000);

  test("taken back when the telling is half planned: the rest is never planned, the ledger is whole", async () => {
    const asked = [await addSubscriber(scene), await addSubscriber(scene)];
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    // As after a first chunk: the last one that was judged is known, and there are more.
    await scene.db
      .update(events)
      .set({ toldAt: null, toldThrough: asked.toSorted().at(-1)! })
      .where(eq(events.updateId, updateId));
    await scene.db.update(fanOuts).set({ complete: false }).where(eq(fanOuts.updateId, updateId));
    for (const n of [1, 2, 3]) await addSubscriber(scene, { id: `zzzzzzzzzzz${n}` });
    await undo(updateId);
    await expectNobodyTold(updateId, 2);
    const told = await readToldUpdate(scene.db, updateId);
    expect(told).toMatchObject({ planned: 2, undone: 2, waiting: 0 });
    expect(told!.finishedAt).not.toBeNull();
  });

  test("taken back at the same moment as it is planned, over two connections: every row is undone", async () => {
    const people = 12_000;
    await scene.db.execute(sql`
      insert into ${subscribers} (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
      select i, i, ${scene.audienceId}, 'email', i || '@reader.example', 'confirmed', 'all_services', 'every_update', now(), now(), now()
      from (select lpad(n::text, 12, '0') as i from generate_series(1, ${people}) n) ids`);
    const other = await openDatabase(scene.url, { connectionsMax: 3 });
    const { updateId } = await openOnCheckout(scene);
    const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
    const planning = planFanOut({ db: other.db, now: noon }, event!.id);
    const through = async () =>
      (await scene.db.select().from(events).where(eq(events.id, event!.id)))[0]!.toldThrough;
    while ((await through()) === null);
    await undo(updateId);
    await planning;
    await other.close();
    const rows = await ledger(updateId);
    expect(rows.length).toBeGreaterThan(0);
    const told = await readToldUpdate(scene.db, updateId);
    expect(told).toMatchObject({ planned: rows.length, undone: rows.length, waiting: 0 });
    expect(told!.finishedAt).not.toBeNull();
    await expectNobodyTold(updateId, rows.length);
    expect(await scene.db.select().from(deliveries).where(ne(deliveries.state, "undone"))).toEqual([]);
  }, 60_000);
});
