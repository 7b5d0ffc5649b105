import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { clockContext, makeContext, makeService, minutesLater, noon } from "@/db/factories";
import { events, maintenances, serviceIntervals, services, updates } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { cancelMaintenance } from "./cancel-maintenance";
import { readMaintenance } from "./read-maintenance";
import { rescheduleMaintenance } from "./reschedule-maintenance";
import { completeDueMaintenances, startDueMaintenances } from "./run-due-maintenances";
import { scheduleMaintenance } from "./schedule-maintenance";
import { updateMaintenance } from "./update-maintenance";

const { db } = await testDatabase();
let liaison: Context;
let payouts: string;

beforeEach(async () => {
  await db.update(maintenances).set({ status: "cancelled", cancelledAt: noon });
  liaison = await makeContext(db);
  payouts = (await makeService(db, { name: "Payouts" })).id;
});

const at = (minutes: number, ctx = liaison): Context => ({ ...ctx, now: minutesLater(minutes) });
const schedule = (over: Partial<Parameters<typeof scheduleMaintenance>[1]> = {}, ctx = liaison) =>
  scheduleMaintenance(ctx, {
    title: "A faster database",
    words: "Payouts pause for a while.",
    serviceIds: [payouts],
    scheduledFor: minutesLater(60),
    scheduledUntil: minutesLater(120),
    tell: true,
    ...over,
  });
/** One step of the clock, as the worker takes it. */
const tick = async (minutes: number) => [
  await startDueMaintenances(clockContext(db, minutesLater(minutes))),
  await completeDueMaintenances(clockContext(db, minutesLater(minutes))),
];
const words = { words: "As planned.", tell: true };
const row = async (id: string) => (await db.select().from(maintenances).where(eq(maintenances.id, id)))[0]!;
const stateOf = async (id: string) => (await db.select().from(services).where(eq(services.id, id)))[0]!.state;
const kinds = async (maintenanceId: string) =>
  (await db.select().from(events).where(eq(events.maintenanceId, maintenanceId)).orderBy(asc(events.id))).map(
    ({ kind }) => kind,
  );
const spells = async () =>
  (
    await db
      .select()
      .from(serviceIntervals)
      .where(eq(serviceIntervals.serviceId, payouts))
      .orderBy(asc(serviceIntervals.startedAt))
  ).map(({ state, startedAt, endedAt }) => [
    state,
    (startedAt.getTime() - noon.getTime()) / 60_000,
    endedAt && (endedAt.getTime() - noon.getTime()) / 60_000,
  ]);

describe("the clock", () => {
  test("starts and ends the work at its times, moves the services, and says both", async () => {
    const { maintenanceId } = await schedule();
    expect(await tick(59)).toEqual([0, 0]);
    expect(await stateOf(payouts)).toBe("operational");
    expect(await tick(60)).toEqual([1, 0]);
    expect(await stateOf(payouts)).toBe("under_maintenance");
    expect(await tick(119)).toEqual([0, 0]);
    expect(await tick(120)).toEqual([0, 1]);
    expect(await stateOf(payouts)).toBe("operational");
    expect(await spells()).toEqual([["under_maintenance", 60, 120]]);
    expect(await kinds(maintenanceId)).toEqual([
      "maintenance_scheduled",
      "maintenance_started",
      "maintenance_completed",
    ]);
  });

  test("on many machines at the same moment it does each thing once", async () => {
    const made = await Promise.all([schedule(), schedule({ title: "Another" })]);
    await Promise.all([1, 2, 3, 4].map(() => tick(60)));
    await Promise.all([1, 2, 3, 4].map(() => tick(130)));
    for (const { maintenanceId } of made) {
      expect(await kinds(maintenanceId)).toHaveLength(3);
      expect(await db.$count(updates, eq(updates.maintenanceId, maintenanceId))).toBe(3);
    }
  });

  test("that slept through a whole window tells its start and its end, at their own times", async () => {
    const { maintenanceId } = await schedule();
    await tick(500);
    expect(await row(maintenanceId)).toMatchObject({
      status: "completed",
      startedAt: minutesLater(60),
      completedAt: minutesLater(120),
    });
    expect(await spells()).toEqual([["under_maintenance", 60, 120]]);
  });

  test("an incident of the time before, or that breaks out during the work, is not hidden by it", async () => {
    await schedule();
    const { incidentId } = await openIncident(at(30), {
      title: "Payouts fail",
      severity: "SEV2",
      impact: "major",
      words: "Payouts fail.",
      services: [{ serviceId: payouts, state: "partial_outage" }],
      nextUpdateBy: minutesLater(50),
      tell: true,
    });
    await tick(60);
    expect(await stateOf(payouts)).toBe("partial_outage");
    await postUpdate(at(80), {
      incidentId,
      status: "resolved",
      severity: "SEV2",
      impact: "major",
      words: "Over.",
      services: [],
      tell: true,
    });
    expect(await stateOf(payouts)).toBe("under_maintenance");
    await tick(120);
    expect(await spells()).toEqual([
      ["partial_outage", 30, 80],
      ["under_maintenance", 80, 120],
    ]);
  });
});

describe("people", () => {
  test("begin early, look after it, end early: the service follows what really happened", async () => {
    const { maintenanceId } = await schedule();
    await updateMaintenance(at(50), { maintenanceId, status: "in_progress", ...words });
    expect(await stateOf(payouts)).toBe("under_maintenance");
    await updateMaintenance(at(90), { maintenanceId, status: "verifying", ...words });
    await updateMaintenance(at(100), { maintenanceId, status: "completed", ...words });
    expect(await tick(200)).toEqual([0, 0]);
    expect(await spells()).toEqual([["under_maintenance", 50, 100]]);
    expect(await kinds(maintenanceId)).toEqual([
      "maintenance_scheduled",
      "maintenance_started",
      "maintenance_updated",
      "maintenance_completed",
    ]);
  });

  test("work that has begun is not scheduled again, nor its start moved; its end may move", async () => {
    const { maintenanceId } = await schedule();
    await tick(60);
    await expect(
      updateMaintenance(at(61), { maintenanceId, status: "scheduled", ...words }),
    ).rejects.toMatchObject({ code: "maintenance_started" });
    const window = { scheduledFor: minutesLater(70), scheduledUntil: minutesLater(150) };
    await expect(rescheduleMaintenance(at(62), { maintenanceId, ...window, ...words })).rejects.toMatchObject(
      {
        code: "maintenance_started",
        fields: { scheduledFor: "The work has begun." },
      },
    );
    await rescheduleMaintenance(at(63), {
      maintenanceId,
      scheduledFor: minutesLater(60),
      scheduledUntil: minutesLater(150),
      ...words,
    });
    expect(await tick(120)).toEqual([0, 0]);
    expect(await tick(150)).toEqual([0, 1]);
  });

  test("moved before it begins, it begins at the new time; calendars learn of it", async () => {
    const { maintenanceId } = await schedule();
    const { sequence } = await row(maintenanceId);
    await rescheduleMaintenance(at(10), {
      maintenanceId,
      scheduledFor: minutesLater(300),
      scheduledUntil: minutesLater(360),
      ...words,
    });
    expect((await row(maintenanceId)).sequence).toBe(sequence + 1);
    expect(await tick(60)).toEqual([0, 0]);
    expect(await tick(300)).toEqual([1, 0]);
  });

  test("called off before or while it is under way, it does not begin, or ends at once", async () => {
    const before = await schedule();
    await cancelMaintenance(at(10), { maintenanceId: before.maintenanceId, ...words });
    const under = await schedule();
    await tick(60);
    await cancelMaintenance(at(70), { maintenanceId: under.maintenanceId, ...words });
    expect(await stateOf(payouts)).toBe("operational");
    expect(await spells()).toEqual([["under_maintenance", 60, 70]]);
    expect(await tick(200)).toEqual([0, 0]);
    await expect(
      updateMaintenance(at(201), { maintenanceId: under.maintenanceId, ...words }),
    ).rejects.toMatchObject({ code: "maintenance_over" });
  });

  test("the second of two writers is refused; the same form says a thing once", async () => {
    const { maintenanceId } = await schedule();
    const { revision } = await row(maintenanceId);
    await updateMaintenance(at(5), { maintenanceId, revision, ...words });
    await expect(updateMaintenance(at(6), { maintenanceId, revision, ...words })).rejects.toMatchObject({
      code: "maintenance_changed",
    });
    const said = await Promise.all(
      [1, 2, 3].map(() => updateMaintenance(at(7), { maintenanceId, onceKey: "the same form", ...words })),
    );
    expect(new Set(said.map(({ updateId }) => updateId)).size).toBe(1);
    const opened = await Promise.all([1, 2, 3].map(() => schedule({ onceKey: "a new window" })));
    expect(new Set(opened.map(({ maintenanceId }) => maintenanceId)).size).toBe(1);
  });
});

test.each([
  ["ends before it begins", { scheduledUntil: minutesLater(30) }, "The end must come after the start."],
  [
    "is over already",
    { scheduledFor: minutesLater(-60), scheduledUntil: minutesLater(-1) },
    "is over already",
  ],
  ["touches nothing", { serviceIds: [] }, "Choose what is worked on."],
  ["has no title", { title: "" }, "Write a title: what customers notice."],
])("a window that %s is refused with what to do, and nothing is written", async (_, over, what) => {
  const before = await db.$count(maintenances);
  await expect(schedule(over)).rejects.toThrow(what);
  expect(await db.$count(maintenances)).toBe(before);
});

test("a viewer and a visitor plan nothing, and only the clock runs the clock", async () => {
  const { maintenanceId } = await schedule();
  const window = { scheduledFor: minutesLater(60), scheduledUntil: minutesLater(90) };
  const viewer = await makeContext(db, { role: "viewer" });
  const visitor: Context = { db, now: noon, actor: { kind: "visitor" } };
  for (const ctx of [viewer, visitor, clockContext(db)]) {
    for (const attempt of [
      () => schedule({}, ctx),
      () => updateMaintenance(ctx, { maintenanceId, ...words }),
      () => rescheduleMaintenance(ctx, { maintenanceId, ...window, ...words }),
      () => cancelMaintenance(ctx, { maintenanceId, ...words }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_allowed" });
    }
  }
  for (const ctx of [liaison, viewer, visitor]) {
    await expect(startDueMaintenances(ctx)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(completeDueMaintenances(ctx)).rejects.toMatchObject({ code: "not_allowed" });
  }
  expect((await readMaintenance(viewer, maintenanceId))?.status).toBe("scheduled");
});
