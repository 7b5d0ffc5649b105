import { expect, test } from "vitest";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import { onceKeyOf } from "./once-key";

const payload: ComposerPayload = {
  title: "Card payments fail",
  status: "identified",
  severity: "SEV1",
  reason: "",
  impact: "major",
  type: "availability",
  regions: [],
  words: "Undoing it.",
  wordings: [],
  affected: [],
  promise: { inMinutes: 20 },
  nextUpdateBy: "2026-11-23T15:00:00.000Z",
  tell: true,
  onceKey: "form00000001",
  revision: 3,
};

test("a retry of the same words is the same update, later and on a newer revision too", () => {
  const later = { ...payload, nextUpdateBy: "2026-11-23T15:05:00.000Z", revision: 4 };
  expect(onceKeyOf(later)).toBe(onceKeyOf(payload));
});

test("what an audience is promised moves with the clock, and is the same update", () => {
  const one = { audienceId: "executives00", words: "It costs.", promise: { inMinutes: 30 } };
  const [sooner, later] = ["2026-11-23T15:00:00.000Z", "2026-11-23T15:05:00.000Z"].map((nextUpdateBy) =>
    onceKeyOf({ ...payload, wordings: [{ ...one, nextUpdateBy }] }),
  );
  expect(sooner).toBe(later);
  const other = [{ ...one, promise: { inMinutes: 60 }, nextUpdateBy: "2026-11-23T15:00:00.000Z" }];
  expect(onceKeyOf({ ...payload, wordings: other })).not.toBe(sooner);
});

test("other words from the same draft are another update", () => {
  expect(onceKeyOf({ ...payload, words: "Undone." })).not.toBe(onceKeyOf(payload));
  const wordings = [{ audienceId: "executives00", words: "Undone." }];
  expect(onceKeyOf({ ...payload, wordings })).not.toBe(onceKeyOf(payload));
  expect(onceKeyOf({ ...payload, promise: { inMinutes: 30 } })).not.toBe(onceKeyOf(payload));
});

test("the same words from another form are another update", () => {
  expect(onceKeyOf({ ...payload, onceKey: "form00000002" })).not.toBe(onceKeyOf(payload));
});
