import fc from "fast-check";
import { expect, test } from "vitest";
import { dueWarning } from "./promise-stage";

const noon = new Date("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const stage = (minutes: number, saidAt = at(-20)) => dueWarning(noon, saidAt, at(minutes))?.stage ?? null;

test("nobody is warned while there is time", () => {
  expect(stage(-5.01)).toBeNull();
});

test("the liaison hears five minutes and one minute before, the deputy at the time, the commander after three", () => {
  expect([-5, -1.01, -1, -0.01, 0, 2.99, 3, 600].map((minutes) => stage(minutes))).toEqual([
    ...["due_soon", "due_soon", "due_now", "due_now"],
    ...["overdue", "overdue", "overdue_long", "overdue_long"],
  ]);
  expect(dueWarning(noon, at(-20), at(0))?.roles[0]).toBe("deputy");
  expect(dueWarning(noon, at(-20), at(3))?.roles[0]).toBe("commander");
});

test("a promise that was made a moment ago warns of nothing that lies before it", () => {
  expect(stage(-3, at(-4))).toBeNull();
  expect(stage(-1, at(-4))).toBe("due_now");
});

test("as time goes on, warnings only become more urgent", () => {
  const order = [null, "due_soon", "due_now", "overdue", "overdue_long"];
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (a, b) => {
      const [earlier, later] = [Math.min(a, b) - 30, Math.max(a, b) - 30];
      expect(order.indexOf(stage(later))).toBeGreaterThanOrEqual(order.indexOf(stage(earlier)));
    }),
  );
});
