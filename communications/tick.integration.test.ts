import { eq, isNull } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { batchQueue, lightEngine } from "@/communications/queue";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { maintenances } from "@/db/schema/maintenances";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { followPublication } from "./follow-publication";
import { tick } from "./tick";
import type { Published } from "./what-to-publish";

const scene = stage();
const step = (now: Date, publish = async (version: number) => version) =>
  tick({ db: scene.db, now }, null, publish);

test("a step tells what is untold, once, and brings readers the version", async () => {
  await addSubscriber(scene);
  const { updateId, version } = await openOnCheckout(scene);
  const publish = vi.fn(async (newest: number) => newest);
  expect(await step(noon, publish)).toEqual({ published: { version, at: noon }, faults: [] });
  await step(noon);
  expect(publish).toHaveBeenCalledExactlyOnceWith(version, true);
  expect(await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId))).toHaveLength(1);
  expect(await scene.db.select().from(events).where(isNull(events.toldAt))).toEqual([]);
  expect(
    await (await lightEngine(scene.db)).findJobs(batchQueue("email"), { data: { updateId } }),
  ).toHaveLength(1);
});

test("readers that cannot be reached do not keep people from hearing, and are tried again", async () => {
  const { updateId } = await openOnCheckout(scene);
  const { published, faults } = await step(noon, async () => {
    throw new Error("the front is down");
  });
  expect(published).toBeNull();
  expect(faults.map(({ message }) => message)).toEqual(["the front is down"]);
  expect(await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId))).toHaveLength(1);
});

test("a promise that lapsed while readers were brought a change is still shown as overdue", async () => {
  const { incidentId } = await openOnCheckout(scene, { nextUpdateBy: minutesLater(30) });
  const asked: [number, boolean][] = [];
  const look = (minutes: number, last: Published | null) =>
    followPublication({ db: scene.db, now: minutesLater(minutes) }, last, async (version, refresh) => {
      asked.push([version, refresh]);
      return version;
    });
  const before = await look(0, null);
  // Readers got this one at its minute by the desk; the worker, kept waiting, learns of it after the promise.
  const { version } = await say(scene, incidentId!, { nextUpdateBy: minutesLater(5) }, minutesLater(1));
  const after = await look(5.01, { ...before!, at: minutesLater(4.9) });
  await look(5.02, after);
  expect(asked.slice(1)).toEqual([
    [version, false],
    [version, true],
  ]);
});

test("planned work starts and ends at its time, and both are told", async () => {
  const { maintenanceId } = await scheduleMaintenance(scene.liaison(), {
    title: "A faster database",
    words: "Search pauses for a while.",
    serviceIds: [scene.search],
    scheduledFor: minutesLater(60),
    scheduledUntil: minutesLater(120),
    tell: true,
  });
  const state = async () =>
    (await scene.db.select().from(maintenances).where(eq(maintenances.id, maintenanceId)))[0]?.status;
  await step(minutesLater(59));
  expect(await state()).toBe("scheduled");
  await step(minutesLater(60));
  expect(await state()).toBe("in_progress");
  await step(minutesLater(120));
  await step(minutesLater(121));
  expect(await state()).toBe("completed");
  const told = await scene.db
    .select({ kind: events.kind })
    .from(events)
    .innerJoin(deliveries, eq(deliveries.updateId, events.updateId))
    .where(eq(events.maintenanceId, maintenanceId))
    .orderBy(events.id);
  expect(told.map(({ kind }) => kind)).toEqual([
    "maintenance_scheduled",
    "maintenance_started",
    "maintenance_completed",
  ]);
});
