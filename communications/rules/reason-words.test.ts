import { expect, test } from "vitest";
import { numberRules, reasonWords, ruleWords } from "./reason-words";
import { Rule } from "./rule";

const rules = [
  Rule.parse({ id: "a", when: { on: "resolved" }, tell: { audiences: ["executives"] } }),
  Rule.parse({
    ...{ id: "b", when: { on: "opened" }, and: { severities: ["SEV1"] }, by: ["sms", "email"] },
    tell: { audiences: ["executives", "acme"], people: ["finance@larkfield.example"] },
  }),
  Rule.parse({ id: "tonight-7", when: { on: "updated" }, tell: { audiences: ["executives"] } }),
];
const told = {
  numbered: numberRules(rules),
  names: { audiences: { executives: "Executives" }, services: {} },
};
const executives = { name: "Executives", kind: "private", external: false } as const;
const by = (...caughtBy: ({ ruleId: string } | { reason: string })[]) => ({ caughtBy });

test("inside the house a message names the rule by its number, and nobody else whom it names", () => {
  expect(reasonWords(by({ ruleId: "b" }), executives, told)).toBe(
    "rule 2 tells Executives when an incident opens and severity is SEV1",
  );
  expect(
    reasonWords(by({ ruleId: "a" }, { ruleId: "b" }, { reason: "you chose Checkout" }), executives, told),
  ).toBe(
    "rule 1 tells Executives when an incident is resolved and rule 2 tells Executives when an incident opens and severity is SEV1",
  );
});

test("outside the house no message says how severe we call it; the public hears what it chose", () => {
  const acme = { name: "Acme", kind: "private", external: true } as const;
  expect(reasonWords(by({ ruleId: "b" }), acme, told)).toBe(
    "it was decided beforehand that Acme hears of this",
  );
  const page = { name: "Larkfield", kind: "public", external: true } as const;
  expect(reasonWords(by({ ruleId: "b" }, { reason: "you chose Checkout" }), page, told)).toBe(
    "you chose Checkout",
  );
});

test("who was put on a list did not choose it; what somebody chose there stays their choice", () => {
  expect(reasonWords(by({ reason: "you chose all services" }), executives, told)).toBe(
    "you are on the list of Executives",
  );
  expect(reasonWords(by({ reason: "you chose Checkout" }), executives, told)).toBe("you chose Checkout");
});

test("an audience that was added tonight says so, and the desk reads the rules aloud", () => {
  expect(reasonWords(by({ ruleId: "tonight-7" }), executives, told)).toBe(
    "Executives was added to this incident",
  );
  expect(ruleWords(by({ ruleId: "b" }), told)).toBe(
    "Rule 2: When an incident opens and severity is SEV1, tell Executives, acme and finance@larkfield.example by text message, then email.",
  );
  expect(ruleWords(by({ ruleId: "tonight-7" }), told)).toMatch(/^Added tonight: /);
  expect(ruleWords(by({ reason: "you chose Checkout" }), told)).toBeNull();
});
