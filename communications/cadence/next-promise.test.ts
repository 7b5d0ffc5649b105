import { expect, test } from "vitest";
import { type Cadence, nextPromise } from "./next-promise";

const table: Cadence[] = [
  { severity: "SEV1", status: "investigating", afterMinutes: 0, everyMinutes: 20 },
  { severity: "SEV1", status: "investigating", afterMinutes: 120, everyMinutes: 60 },
  { severity: "SEV1", status: "monitoring", afterMinutes: 0, everyMinutes: 30 },
];
const openedAt = new Date("2026-11-23T12:00:00Z");
const at = (time: string, changes = {}) =>
  nextPromise(table, {
    severity: "SEV1",
    status: "investigating",
    openedAt,
    now: new Date(`2026-11-23T${time}:00Z`),
    ...changes,
  })
    ?.toISOString()
    .slice(11, 16);

test("the promise follows severity and status", () => {
  expect(at("12:00")).toBe("12:20");
  expect(at("12:00", { status: "monitoring" })).toBe("12:30");
});

test("the slower cadence of a long incident applies only once its time has come", () => {
  expect(at("13:59")).toBe("14:20");
  expect(at("14:00")).toBe("15:00");
});

test("a promise is rounded up to five minutes", () => {
  expect(at("12:01")).toBe("12:25");
});

test("a gap in the table still gives a promise", () => {
  expect(at("12:00", { severity: "SEV5" })).toBe("12:20");
});

test("a resolved incident promises nothing", () => {
  expect(at("12:00", { status: "resolved" })).toBeUndefined();
});
