import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServiceState } from "@/lib/vocabulary";
import type { Spell } from "./services/service-timeline";
import { uptime, worstBetween } from "./uptime";

const from = new Date("2026-11-01T00:00:00Z");
const hour = 3_600_000;
const at = (hours: number) => new Date(from.getTime() + hours * hour);
const spell = (state: ServiceState, start: number, end: number | null): Spell => ({
  state,
  startedAt: at(start),
  endedAt: end === null ? null : at(end),
});

test.each([
  ["nothing happened", [], 1],
  ["degraded counts as up", [spell("degraded", 0, 100)], 1],
  ["a partial outage counts three tenths", [spell("partial_outage", 0, 10)], 0.97],
  ["a major outage counts whole", [spell("major_outage", 90, null)], 0.9],
  ["only what lies inside counts", [spell("major_outage", -50, 10), spell("major_outage", 99, 500)], 0.89],
  ["maintenance is left out", [spell("under_maintenance", 0, 50), spell("major_outage", 50, 55)], 0.9],
] as const)("%s", (_, timeline, expected) => {
  expect(uptime([...timeline], from, at(100))).toBe(expected);
});

test("a second of outage is never rounded away", () => {
  const blink: Spell = { state: "partial_outage", startedAt: from, endedAt: new Date(from.getTime() + 1000) };
  expect(uptime([blink], from, at(90 * 24))).toBe(0.9999);
});

test("nothing is known: no figure", () => {
  expect(uptime([], from, from)).toBeNull();
  expect(uptime([spell("under_maintenance", -1, null)], from, at(10))).toBeNull();
});

test("it is always a share, and more outage never raises it", () => {
  const moment = fc.integer({ min: -20, max: 120 });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const outage = spell("major_outage", Math.min(a, b), Math.max(a, b));
      const share = uptime([outage], from, at(100))!;
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(
        uptime([spell("partial_outage", Math.min(a, b), Math.max(a, b))], from, at(100)),
      ).toBeGreaterThanOrEqual(share);
    }),
  );
});

test("the worst of a day is the worst that touches it, not what only borders on it", () => {
  const timeline = [
    spell("degraded", 0, 24),
    spell("major_outage", 24, 25),
    spell("under_maintenance", 30, null),
  ];
  expect(worstBetween(timeline, at(0), at(24))).toBe("degraded");
  expect(worstBetween(timeline, at(24), at(48))).toBe("major_outage");
  expect(worstBetween(timeline, at(48), at(72))).toBe("under_maintenance");
  expect(worstBetween(timeline, at(25), at(30))).toBe("operational");
});
