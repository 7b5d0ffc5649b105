import { expect, test } from "vitest";
import { quietUntil } from "./quiet-hours";

const night = { from: 22 * 60, until: 7 * 60, timeZone: "Europe/Berlin" };
const at = (text: string) => new Date(text);

test("a night that passes midnight is quiet on both sides of it", () => {
  expect(quietUntil(night, at("2026-11-23T22:30:00Z"))).toEqual(at("2026-11-24T06:00:00Z"));
  expect(quietUntil(night, at("2026-11-24T05:59:59Z"))).toEqual(at("2026-11-24T06:00:00Z"));
  expect(quietUntil(night, at("2026-11-24T06:00:00Z"))).toBeNull();
  expect(quietUntil(night, at("2026-11-23T20:59:59Z"))).toBeNull();
  expect(quietUntil(night, at("2026-11-23T21:00:00Z"))).toEqual(at("2026-11-24T06:00:00Z"));
});

test("a nap at noon is quiet in its own zone only", () => {
  const nap = { from: 12 * 60, until: 13 * 60 };
  const now = at("2026-11-23T12:10:30Z");
  expect(quietUntil({ ...nap, timeZone: "UTC" }, now)).toEqual(at("2026-11-23T13:00:00Z"));
  expect(quietUntil({ ...nap, timeZone: "Asia/Tokyo" }, now)).toBeNull();
});

test("the same time twice is no quiet at all", () => {
  expect(quietUntil({ from: 60, until: 60, timeZone: "UTC" }, at("2026-11-23T01:00:00Z"))).toBeNull();
});
