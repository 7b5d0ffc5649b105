import { describe, expect, test } from "vitest";
import { progressOf } from "./progress";
import type { ToldChannel } from "./read-told-updates";
import { emptyCounts } from "./settle";

const begun = new Date("2026-11-23T14:20:00Z");
const at = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
const told = (changes: Partial<ToldChannel>): ToldChannel => ({
  ...emptyCounts(),
  channel: "email",
  planned: 1000,
  waiting: 1000,
  complete: true,
  plannedAt: begun,
  startedAt: begun,
  finishedAt: null,
  ...changes,
});
const known = (seconds: number) => ({
  now: at(seconds),
  undoUntil: null,
  resting: null,
  limitPerSecond: null,
});

describe("while messages leave", () => {
  test("the rate is what was measured since the first one, and the end follows from it", () => {
    const half = told({ sent: 300, delivered: 200, waiting: 500 });
    expect(progressOf(half, known(10))).toEqual({
      kind: "going",
      perSecond: 50,
      doneAt: at(20),
      complete: true,
    });
  });

  test("before anything was measured the provider's limit says when it ends, and no rate is claimed", () => {
    const progress = progressOf(told({ startedAt: null }), { ...known(1), limitPerSecond: 500 });
    expect(progress).toEqual({ kind: "going", perSecond: null, doneAt: at(3), complete: true });
  });

  test("with neither a measure nor a limit no end is made up", () => {
    expect(progressOf(told({ startedAt: null }), known(1))).toMatchObject({ doneAt: null });
  });

  test("while people are still being found the end is not known", () => {
    const growing = told({ sent: 500, waiting: 500, complete: false });
    expect(progressOf(growing, known(10))).toMatchObject({ perSecond: 50, doneAt: null, complete: false });
  });

  test("what was suppressed or merged needed no call and does not count into the rate", () => {
    const few = told({ sent: 100, suppressed: 300, merged: 300, waiting: 300 });
    expect(progressOf(few, known(10))).toMatchObject({ perSecond: 10, doneAt: at(40) });
  });
});

test("while it can be undone it says when it begins", () => {
  const undoUntil = at(10);
  expect(progressOf(told({ startedAt: null }), { ...known(1), undoUntil })).toEqual({
    kind: "undoable",
    at: undoUntil,
  });
  expect(progressOf(told({ startedAt: null }), { ...known(11), undoUntil }).kind).toBe("going");
});

test("while the provider rests it promises no end but the rest's", () => {
  const resting = { why: "The quota is used up", until: at(3600) };
  const half = told({ sent: 500, waiting: 500 });
  expect(progressOf(half, { ...known(10), resting })).toEqual({ kind: "resting", ...resting });
  expect(progressOf(half, { ...known(3601), resting }).kind).toBe("going");
});

test("a provider that rests says nothing of a telling that is through", () => {
  const resting = { why: "The quota is used up", until: at(3600) };
  const done = told({ delivered: 1000, waiting: 0, finishedAt: at(20) });
  expect(progressOf(done, { ...known(60), resting })).toEqual({
    kind: "done",
    perSecond: 50,
    tookMilliseconds: 20_000,
  });
});

test("when only held ones are left, nothing is called finished", () => {
  expect(progressOf(told({ sent: 990, held: 10, waiting: 0 }), known(60))).toEqual({ kind: "held" });
});

test("nobody to tell is done, without a rate", () => {
  const nobody = told({ planned: 0, waiting: 0, startedAt: null, finishedAt: begun });
  expect(progressOf(nobody, known(5))).toEqual({ kind: "done", perSecond: null, tookMilliseconds: null });
});
