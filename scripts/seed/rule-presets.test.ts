import { expect, test } from "vitest";
import { checkRules } from "@/communications/rules/check-rules";
import { evaluateRules } from "@/communications/rules/evaluate-rules";
import { facts, listener } from "@/communications/rules/testing/moments";
import { presetChecks, presetRules } from "./rule-presets";

test("the rules of a new installation hold their own checks", () => {
  expect(checkRules(presetRules, presetChecks).flatMap(({ failures }) => failures)).toEqual([]);
});

test("with them the public hears as it did without any", () => {
  const people = [listener({ id: "all" }), listener({ id: "left", state: "left" })];
  const heard = (rules: typeof presetRules) =>
    evaluateRules(facts(), rules, people).recipients.map(({ recipientId }) => recipientId);
  expect(heard(presetRules)).toEqual(heard([]));
});
