import fc from "fast-check";
import { expect, test } from "vitest";
import { Rule, type RuleInput } from "./rule";
import { noNames, ruleSentence } from "./rule-sentence";
import { anyRule } from "./testing/any-rule";
import { trackChanges } from "./track-changes";

const rule = (input: Partial<RuleInput> = {}): Rule =>
  Rule.parse({ id: "r", when: { on: "opened" }, tell: { audiences: ["treasury"] }, by: ["email"], ...input });
const marked = (before: Rule[], after: Rule[]) =>
  trackChanges(before, after, noNames).map(({ change, pieces }) => {
    const text = pieces.map(({ text, mark }) => (mark === "same" ? text : `[${mark}: ${text}]`)).join("");
    return `${change}: ${text}`;
  });

test("what was changed is struck and written beside, the rest stays", () => {
  expect(
    marked([rule({ withinMinutes: 10, everyMinutes: 20 })], [rule({ withinMinutes: 10, everyMinutes: 45 })]),
  ).toEqual([
    "changed: When an incident opens, tell treasury by email within 10 minutes, [gone: then every 20 minutes while it is unresolved] [new: then every 45 minutes while it is unresolved].",
  ]);
});

test("what came and what went is marked with its connecting words", () => {
  expect(marked([rule({ withinMinutes: 10 })], [rule({ and: { severities: ["SEV1"] } })])).toEqual([
    "changed: When an incident opens[new:  and ][new: severity is SEV1], tell treasury by email[gone:  ][gone: within 10 minutes].",
  ]);
});

test("a new rule is new as a whole, and one that is gone is struck, never silently missing", () => {
  expect(
    trackChanges([rule({ id: "a" })], [rule({ id: "b" })], noNames).map(({ id, change }) => [id, change]),
  ).toEqual([
    ["b", "added"],
    ["a", "removed"],
  ]);
  expect(marked([rule()], [rule()])).toEqual(["same: When an incident opens, tell treasury by email."]);
});

test("without what is struck it reads as proposed, for any two rules", () => {
  fc.assert(
    fc.property(anyRule, anyRule, (one, other) => {
      const [now, before] = [
        { ...one, id: "r" },
        { ...other, id: "r" },
      ];
      const [{ pieces }] = trackChanges([before], [now], noNames) as [ReturnType<typeof trackChanges>[0]];
      const read = pieces.filter(({ mark }) => mark !== "gone").map(({ text }) => text);
      expect(read.join("").replaceAll(/\s+/g, " ")).toBe(ruleSentence(now).replaceAll(/\s+/g, " "));
    }),
  );
});
