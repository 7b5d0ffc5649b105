import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { formatTime, relativeTime, roughDuration, type TimeFormat } from "@/lib/zoned-time";
import { minutesAgo, now } from "./fixtures";
import { durationWords, overtaken, relativeWords, timeWords, trusted } from "./page-script.mjs";
import { slim } from "./script-text.cjs";

const at = new Date("2026-11-23T23:40:00Z");

test("a time is said in the reader's zone, with the zone named where the page names it", () => {
  expect(timeWords(minutesAgo(2), "clock", "en", "UTC", "Europe/Berlin")).toBe("15:20");
  expect(timeWords(minutesAgo(2), "zoned", "en", "UTC", "Europe/Berlin")).toBe("15:20 CET");
});

test("a bare clock gains its day where the reader's day is another", () => {
  expect(timeWords(at, "clock", "en", "UTC", "Europe/Berlin")).toBe("24 Nov, 00:40");
  expect(timeWords(at, "clock", "en", "Europe/Berlin", "Europe/Berlin")).toBe("00:40");
});

test("days that belong to the page's own calendar are left alone", () => {
  for (const format of ["shortDay", "fullDay", "month"])
    expect(timeWords(at, format, "en", "UTC", "Asia/Tokyo")).toBeNull();
});

test("in the page's own zone the script says what the server said", () => {
  for (const timeZone of ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]) {
    for (const format of [
      "clock",
      "now",
      "zoned",
      "second",
      "dayClock",
      "moment",
      "momentZoned",
    ] as TimeFormat[])
      expect(timeWords(at, format, "en", timeZone, timeZone)).toBe(
        formatTime(at, format, { timeZone, language: "en" }),
      );
  }
});

test("lengths of time are said by the same rule as on the server", () => {
  for (const minutes of [0, 1, 7, 119, 120, 1439, 2879, 2880, 20_000]) {
    expect(durationWords(minutes * 60_000, "en")).toBe(roughDuration(minutes * 60_000, "en"));
    for (const moment of [minutesAgo(minutes), minutesAgo(-minutes)])
      expect(relativeWords(moment.getTime(), now.getTime(), "en")).toBe(relativeTime(moment, now, "en"));
  }
});

test("what was said within a minute was said now, not 0 minutes ago", () => {
  expect(relativeWords(now.getTime() - 59_000, now.getTime(), "en")).toBe("now");
  expect(relativeWords(now.getTime() - 60_000, now.getTime(), "en")).toBe("1 minute ago");
});

test("what is not confirmed, or was confirmed more than two minutes ago, is not trusted", () => {
  const time = now.getTime();
  expect(trusted(true, time - 120_000, time)).toBe(true);
  expect(trusted(true, time - 120_001, time)).toBe(false);
  expect(trusted(false, time, time)).toBe(false);
});

test("a copy is older than the promise once that fell due after the last confirmation, and only while unconfirmed", () => {
  const [confirmedAt, promise, late] = [0, 10, 11];
  expect(overtaken(promise, confirmedAt, late, false)).toBe(true);
  expect(overtaken(promise, confirmedAt, promise, false), "not yet due").toBe(false);
  expect(overtaken(promise, confirmedAt, late, true), "confirmed meanwhile: it is overdue").toBe(false);
  expect(overtaken(promise, promise + 1, late, false), "was overdue when last confirmed").toBe(false);
});

test("the script stays small, and neither evaluates nor writes markup", () => {
  const text = slim(readFileSync(new URL("./page-script.mjs", import.meta.url), "utf8"));
  expect(gzipSync(text).length).toBeLessThanOrEqual(3 * 1024);
  expect(text).not.toMatch(
    /eval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML|\.style/,
  );
});
