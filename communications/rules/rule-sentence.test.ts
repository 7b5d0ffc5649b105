import fc from "fast-check";
import { expect, test } from "vitest";
import { Rule, type RuleInput } from "./rule";
import { ruleParts, ruleSentence } from "./rule-sentence";
import { anyRule } from "./testing/any-rule";

const names = { audiences: { executives: "Executives", legal: "Legal" }, services: { pay: "Payouts" } };
const said = (input: Omit<RuleInput, "id">) => ruleSentence(Rule.parse({ id: "r", ...input }), names);

test.each<[string, Omit<RuleInput, "id">]>([
  [
    "When an incident opens and severity is SEV1 or SEV2, tell Executives by text message, then email within 5 minutes, then every 30 minutes while it is unresolved.",
    {
      when: { on: "opened" },
      and: { severities: ["SEV1", "SEV2"] },
      tell: { audiences: ["executives"] },
      by: ["sms", "email"],
      withinMinutes: 5,
      everyMinutes: 30,
    },
  ],
  [
    "When an update is published, tell everybody by the ways they chose.",
    { when: { on: "updated" }, tell: { audiences: ["everybody"] } },
  ],
  [
    "When an incident is unresolved for 30 minutes, Payouts is affected, it is in eu-west and it is between 22:00 and 06:00 (Europe/Lisbon), tell Legal, the commander and ada@larkfield.example by email.",
    {
      when: { on: "unresolved_for", minutes: 30 },
      and: {
        services: ["pay"],
        regions: ["eu-west"],
        hours: { from: 1320, until: 360, zone: "Europe/Lisbon" },
      },
      tell: { audiences: ["legal"], roles: ["commander"], people: ["Ada@larkfield.example"] },
      by: ["email"],
    },
  ],
  [
    "When a promised update is overdue by 1 minute, tell the deputy by email, then every 10 minutes while the promise is overdue.",
    {
      when: { on: "promise_overdue_by", minutes: 1 },
      tell: { roles: ["deputy"] },
      by: ["email"],
      everyMinutes: 10,
      while: "promise_overdue",
    },
  ],
  [
    "When severity rises and it is about security, tell Legal by the ways they chose with “Breach, first word”.",
    {
      when: { on: "escalated" },
      and: { types: ["security"] },
      tell: { audiences: ["legal"] },
      template: "Breach, first word",
    },
  ],
  [
    "When planned work begins in 24 hours and Acme is touched, tell acme by email.",
    {
      when: { on: "maintenance_in", hours: 24 },
      and: { account: "Acme" },
      tell: { audiences: ["acme"] },
      by: ["email"],
    },
  ],
  [
    "When customers report more than 20 an hour and impact is none or minor, tell the customer liaison by email.",
    {
      when: { on: "report_rate_above", perHour: 20 },
      and: { impacts: ["none", "minor"] },
      tell: { roles: ["customer_liaison"] },
      by: ["email"],
    },
  ],
])("%s", (sentence, input) => {
  expect(said(input)).toBe(sentence);
});

test("a rule that tells nobody, storms, or repeats what is over is refused in words", () => {
  const refused = (input: Omit<RuleInput, "id">) =>
    Rule.safeParse({ id: "r", ...input }).error?.issues.map(({ message }) => message);
  const tell = { audiences: ["legal"] };
  expect(refused({ when: { on: "opened" }, tell: {} })).toEqual(["Say who is to be told."]);
  expect(refused({ when: { on: "opened" }, tell, everyMinutes: 1 })).toEqual([
    "Not more often than every 5 minutes.",
  ]);
  expect(refused({ when: { on: "resolved" }, tell, everyMinutes: 30 })).toEqual([
    "What is over, or not begun, is told once: leave “then every” empty.",
  ]);
  expect(refused({ when: { on: "maintenance_in", hours: 2 }, and: { severities: ["SEV1"] }, tell })).toEqual([
    "Planned work has no severity, impact or type: leave those empty.",
  ]);
});

test("every rule reads as one sentence, and reads the same after a file kept it", () => {
  fc.assert(
    fc.property(anyRule, (rule) => {
      const sentence = ruleSentence(rule);
      expect(sentence).toMatch(/^When .+, tell .+\.$/);
      expect(ruleSentence(Rule.parse(JSON.parse(JSON.stringify(rule))))).toBe(sentence);
      const slots = ruleParts(rule).flatMap(({ slot }) => slot ?? []);
      expect(slots).toEqual([...new Set(slots)]);
    }),
  );
});
