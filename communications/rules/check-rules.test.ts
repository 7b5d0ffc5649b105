import { expect, test } from "vitest";
import { Check, checkRules } from "./check-rules";
import { Rule } from "./rule";

const executives = Rule.parse({
  id: "executives",
  when: { on: "opened" },
  and: { severities: ["SEV1", "SEV2"] },
  tell: { audiences: ["executives"], roles: ["deputy"], people: ["ada@larkfield.example"] },
  by: ["email"],
});
const check = (input: Partial<Parameters<typeof Check.parse>[0] & object>) =>
  Check.parse({ name: "c", facts: { happens: "opened", severity: "SEV1" }, ...input });
const failures = (input: Parameters<typeof check>[0]) =>
  checkRules([executives], [check(input)])[0]!.failures;

test("a check holds when those hear who must, and those do not who must not", () => {
  expect(
    failures({ hears: ["executives", "deputy", "Ada@larkfield.example", "public"], doesNotHear: ["legal"] }),
  ).toEqual([]);
});

test("who must hear and does not: which rule did not run, and why", () => {
  expect(failures({ facts: { happens: "opened", severity: "SEV4" }, hears: ["executives"] })).toEqual([
    "executives must hear, and does not. “When an incident opens and severity is SEV1 or SEV2, tell executives, the deputy and ada@larkfield.example by email.” did not run: severity is SEV4, not SEV1 or SEV2.",
  ]);
  expect(failures({ hears: ["legal"] })).toEqual(["legal must hear, and no rule tells them."]);
});

test("who must not hear and does: by which rule", () => {
  expect(failures({ doesNotHear: ["deputy", "public"] })).toEqual([
    "deputy must not hear, and does: “When an incident opens and severity is SEV1 or SEV2, tell executives, the deputy and ada@larkfield.example by email.”.",
    "public must not hear, and does, as every subscriber.",
  ]);
});

test("a moment of the clock is a check too, and a drill reaches nobody", () => {
  const late = Rule.parse({
    id: "late",
    when: { on: "unresolved_for", minutes: 30 },
    tell: { audiences: ["board"] },
  });
  const at = (facts: object, who: object) =>
    checkRules([late], [Check.parse({ name: "c", facts, ...who })])[0]!.failures;
  expect(at({ unresolvedMinutes: 31 }, { hears: ["board"] })).toEqual([]);
  expect(at({ unresolvedMinutes: 29 }, { doesNotHear: ["board"] })).toEqual([]);
  expect(at({ unresolvedMinutes: 31, drill: true }, { doesNotHear: ["board", "public"] })).toEqual([]);
});

test("a misspelled field of a check is refused, not ignored", () => {
  expect(Check.safeParse({ name: "c", facts: { sevrity: "SEV1" } }).success).toBe(false);
  expect(Check.safeParse({ name: "c", facts: {}, hear: ["x"] }).success).toBe(false);
});
