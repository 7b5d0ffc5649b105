import { expect, test } from "vitest";
import { momentOf, roundUp, wallTime } from "./wall-time";

test("a wall time in a zone is the moment that its clocks show it", () => {
  expect(momentOf("2026-11-23T15:00", "Europe/Lisbon")?.toISOString()).toBe("2026-11-23T15:00:00.000Z");
  expect(momentOf("2026-07-23T15:00", "Europe/Lisbon")?.toISOString()).toBe("2026-07-23T14:00:00.000Z");
  expect(momentOf("2026-07-23T15:00", "Asia/Kathmandu")?.toISOString()).toBe("2026-07-23T09:15:00.000Z");
});

test("wall time and moment are each other's inverse", () => {
  for (const zone of ["UTC", "America/New_York", "Pacific/Chatham", "Australia/Lord_Howe"]) {
    const at = new Date("2026-03-02T09:41:00Z");
    expect(momentOf(wallTime(at, zone), zone)).toEqual(at);
  }
});

test("an hour that a clock change skips moves on, one that comes twice is the first", () => {
  expect(momentOf("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(momentOf("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("what is not a time is refused", () => {
  expect(momentOf("", "UTC")).toBeNull();
  expect(momentOf("tomorrow", "UTC")).toBeNull();
  expect(momentOf("2026-13-40T99:99", "UTC")).toBeNull();
});

test("a promise is rounded up, never down", () => {
  expect(roundUp(new Date("2026-11-23T14:56:40Z"), 5).toISOString()).toBe("2026-11-23T15:00:00.000Z");
  expect(roundUp(new Date("2026-11-23T15:00:00Z"), 5).toISOString()).toBe("2026-11-23T15:00:00.000Z");
});
