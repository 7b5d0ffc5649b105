import { expect, test } from "vitest";
import { dayOf } from "./day-of";

test.each([
  ["2026-11-23", "UTC", "2026-11-23T00:00:00.000Z", "2026-11-23T23:59:59.999Z"],
  ["2026-10-25", "Europe/Lisbon", "2026-10-24T23:00:00.000Z", "2026-10-25T23:59:59.999Z"],
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z", "2026-09-07T02:59:59.999Z"],
])("%s in %s is from %s to %s", (day, zone, begins, ends) => {
  const found = dayOf(day, zone);
  expect([found.begins.toISOString(), found.ends.toISOString()]).toEqual([begins, ends]);
});
