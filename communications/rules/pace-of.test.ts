import { expect, test } from "vitest";
import { paceOf } from "./pace-of";

test("before anything was measured the limit speaks, the smaller of ours and the provider's", () => {
  expect(paceOf(1_200, { measured: null, limits: [5, null] })).toEqual({
    perSecond: 5,
    from: "limit",
    seconds: 240,
  });
  expect(paceOf(1_200, { measured: null, limits: [500, 5] }).seconds).toBe(240);
});

test("what was measured counts, and no more than the limit of today", () => {
  expect(paceOf(100, { measured: 4, limits: [5] })).toEqual({ perSecond: 4, from: "measured", seconds: 25 });
  expect(paceOf(100, { measured: 400, limits: [5] })).toMatchObject({ perSecond: 5, from: "limit" });
});

test("where nothing is known no time is promised; nothing takes no time", () => {
  expect(paceOf(100, { measured: null, limits: [] })).toEqual({ perSecond: null, from: null, seconds: null });
  expect(paceOf(0, { measured: null, limits: [] }).seconds).toBe(0);
});
