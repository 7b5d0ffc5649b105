import fc from "fast-check";
import { expect, test } from "vitest";
import { serviceStates } from "@/lib/vocabulary";
import { worse } from "@/status/overall-status";
import { type Change, type Spell, serviceTimeline, spellsOf } from "./service-timeline";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));
const minutes = (timeline: Spell[]) =>
  timeline.map(({ state, startedAt, endedAt }) => [
    state,
    (startedAt.getTime() - at(0).getTime()) / 60_000,
    endedAt && (endedAt.getTime() - at(0).getTime()) / 60_000,
  ]);

test("what one incident says of a service becomes spells; operational ends one", () => {
  const changes: Change[] = [
    { at: at(0), state: "degraded" },
    { at: at(10), state: "major_outage" },
    { at: at(20), state: "operational" },
    { at: at(30), state: "degraded" },
  ];
  expect(minutes(serviceTimeline(spellsOf(changes)))).toEqual([
    ["degraded", 0, 10],
    ["major_outage", 10, 20],
    ["degraded", 30, null],
  ]);
});

test("two incidents at once: at each moment the worse one holds", () => {
  const spells: Spell[] = [
    { state: "degraded", startedAt: at(0), endedAt: at(60) },
    { state: "major_outage", startedAt: at(20), endedAt: at(30) },
    { state: "under_maintenance", startedAt: at(50), endedAt: at(70) },
  ];
  expect(minutes(serviceTimeline(spells))).toEqual([
    ["degraded", 0, 20],
    ["major_outage", 20, 30],
    ["degraded", 30, 60],
    ["under_maintenance", 60, 70],
  ]);
});

test("the same said twice is one spell", () => {
  const changes: Change[] = [
    { at: at(0), state: "degraded" },
    { at: at(5), state: "degraded" },
  ];
  expect(minutes(serviceTimeline(spellsOf(changes)))).toEqual([["degraded", 0, null]]);
});

test("whatever is said: in order, without overlap, and at every minute the worst of what was said", () => {
  const spell = fc
    .record({
      state: fc.constantFrom(...serviceStates),
      start: fc.integer({ min: 0, max: 50 }),
      length: fc.option(fc.integer({ min: 1, max: 30 })),
    })
    .map(
      ({ state, start, length }): Spell => ({
        state,
        startedAt: at(start),
        endedAt: length === null ? null : at(start + length),
      }),
    );
  fc.assert(
    fc.property(fc.array(spell, { maxLength: 8 }), (spells) => {
      const timeline = serviceTimeline(spells);
      for (const [index, { state, startedAt, endedAt }] of timeline.entries()) {
        expect(state).not.toBe("operational");
        const next = timeline[index + 1];
        if (next) expect(endedAt!.getTime()).toBeLessThanOrEqual(next.startedAt.getTime());
        if (endedAt) expect(endedAt.getTime()).toBeGreaterThan(startedAt.getTime());
      }
      for (let minute = 0; minute <= 90; minute++) {
        const then = at(minute).getTime();
        const holds = ({ startedAt, endedAt }: Spell) =>
          startedAt.getTime() <= then && (endedAt === null || endedAt.getTime() > then);
        const said = spells.filter(holds).map(({ state }) => state);
        const kept = timeline.find(holds)?.state ?? "operational";
        expect(kept).toBe(said.reduce(worse, "operational"));
      }
    }),
  );
});

test("a past of many years is gone through once", () => {
  const day = 86_400_000;
  const spells = Array.from({ length: 20_000 }, (_, number): Spell => {
    const startedAt = new Date(number * day);
    return { state: "degraded", startedAt, endedAt: new Date(number * day + day / 2) };
  });
  const before = process.cpuUsage();
  expect(serviceTimeline(spells)).toHaveLength(20_000);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_000);
});
