import { expect, test } from "vitest";
import { coarse, dayIn, formatTime, relativeTime, roughDuration, sameDayIn } from "./zoned-time";

const at = new Date("2026-11-23T23:40:07Z");
const minute = 60_000;

test.each([
  ["clock", "UTC", "23:40"],
  ["zoned", "Europe/Berlin", "00:40 CET"],
  ["second", "UTC", "23:40:07 UTC"],
  ["fullDay", "UTC", "Monday 23 November 2026"],
  ["moment", "Asia/Tokyo", "Tuesday 24 November at 08:40"],
  ["dayClock", "UTC", "23 Nov, 23:40"],
] as const)("%s in %s is %s", (format, timeZone, said) => {
  expect(formatTime(at, format, { timeZone, language: "en" })).toBe(said);
});

test("midnight is 00:00, not 24:00", () => {
  expect(formatTime(new Date("2026-11-23T00:00:00Z"), "clock", { timeZone: "UTC", language: "en" })).toBe(
    "00:00",
  );
});

test("a day belongs to a zone", () => {
  expect([dayIn(at, "UTC"), dayIn(at, "Europe/Berlin")]).toEqual(["2026-11-23", "2026-11-24"]);
  expect(sameDayIn(at, new Date("2026-11-24T01:00:00Z"), "UTC")).toBe(false);
  expect(sameDayIn(at, new Date("2026-11-24T01:00:00Z"), "Europe/Berlin")).toBe(true);
});

test("lengths of time are said in one unit, downwards", () => {
  expect(coarse(119.9 * minute)).toEqual({ count: 119, unit: "minute" });
  expect(coarse(120 * minute)).toEqual({ count: 2, unit: "hour" });
  expect(coarse(49 * 60 * minute)).toEqual({ count: 2, unit: "day" });
  expect(roughDuration(minute, "en")).toBe("1 minute");
  expect(roughDuration(-minute, "en")).toBe("0 minutes");
});

test("past and future are told apart", () => {
  expect(relativeTime(new Date(at.getTime() - 2 * minute), at, "en")).toBe("2 minutes ago");
  expect(relativeTime(new Date(at.getTime() + 18 * minute), at, "en")).toBe("in 18 minutes");
});

test("another language brings its own words", () => {
  expect(roughDuration(7 * minute, "de")).toBe("7 Minuten");
});
