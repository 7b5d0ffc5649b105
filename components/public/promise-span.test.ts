import { expect, test } from "vitest";
import { minutesAgo, now } from "./fixtures";
import { spanAt } from "./page-script.mjs";
import { promiseSpan } from "./promise-span";

test("on time, the far pier ends the line and the crossed part grows", () => {
  expect(promiseSpan(minutesAgo(2), minutesAgo(-18), now)).toEqual({
    crossed: 10,
    pier: 100,
    label: 100,
    overdue: false,
  });
});

test("at the promised moment it is not yet overdue", () => {
  expect(promiseSpan(minutesAgo(20), now, now).overdue).toBe(false);
});

test("late, the line runs past the pier", () => {
  expect(promiseSpan(minutesAgo(27), minutesAgo(7), now)).toEqual({
    crossed: 100,
    pier: 74.1,
    label: 74.1,
    overdue: true,
  });
});

test("long overdue, the pier's label keeps away from the ends", () => {
  expect(promiseSpan(minutesAgo(2020), minutesAgo(2000), now)).toMatchObject({ pier: 1, label: 30 });
});

test("a promise in the past of its own update does not divide by zero", () => {
  expect(promiseSpan(now, now, now)).toEqual({ crossed: 0, pier: 100, label: 100, overdue: false });
});

test("the page's script draws the same span as the server", () => {
  for (const [from, by] of [
    [minutesAgo(2), minutesAgo(-18)],
    [minutesAgo(27), minutesAgo(7)],
    [minutesAgo(20), now],
  ] as const) {
    const drawn = promiseSpan(from, by, now);
    const [crossed, pier] = spanAt(from.getTime(), by.getTime(), now.getTime());
    expect(crossed).toBeCloseTo(drawn.crossed, 0);
    expect(pier).toBeCloseTo(drawn.pier, 0);
  }
});
