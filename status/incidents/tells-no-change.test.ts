import { expect, test } from "vitest";
import { noChangeQuietMinutes, tellsNoChange } from "./tells-no-change";

const now = new Date("2026-11-23T14:00:00Z");
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test("the first update without news is told", () => {
  expect(tellsNoChange(null, now)).toBe(true);
});

test("the next one is told only when the quiet time has passed", () => {
  expect(tellsNoChange(before(noChangeQuietMinutes - 1), now)).toBe(false);
  expect(tellsNoChange(before(noChangeQuietMinutes), now)).toBe(true);
});
