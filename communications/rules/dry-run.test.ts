import fc from "fast-check";
import { expect, test } from "vitest";
import { dryRun } from "./dry-run";
import { evaluateRules, type Listener } from "./evaluate-rules";
import { factsAt } from "./history";
import type { Group } from "./play-history";
import { Rule, type RuleInput } from "./rule";
import { anyRule } from "./testing/any-rule";
import { after, incident, word } from "./testing/histories";
import { anyListener, listener } from "./testing/moments";

const rule = (input: Partial<RuleInput> = {}): Rule =>
  Rule.parse({ id: "r", when: { on: "opened" }, tell: { audiences: ["executives"] }, ...input });
const night = incident([word(0), word(20), word(40, { status: "resolved" })]);
const executives: Group = { people: 30, rows: [listener({ id: "exec", audience: "executives" })] };
const readers: Group = { people: 100_000, rows: [listener({ id: "reader" })] };

test("a new rule: who newly hears, how much, and when first", () => {
  const { incidents, ...sums } = dryRun([night], [executives, readers], [], [rule()]);
  expect(sums).toEqual({
    newly: 30,
    stop: 0,
    busiest: { before: 3, after: 3 },
    busiestHour: { before: 3, after: 3 },
  });
  expect(incidents).toMatchObject([{ newly: 30, stop: 0, mostBefore: 3, mostAfter: 3, firstMinutes: 0 }]);
});

test("a rule that goes: who stops hearing; the public never does", () => {
  const { newly, stop } = dryRun([night], [executives, readers], [rule()], []);
  expect({ newly, stop }).toEqual({ newly: 0, stop: 30 });
});

test("a rule of the clock opens the audience later, with the last words, and then they hear every update", () => {
  const late = rule({ when: { on: "unresolved_for", minutes: 15 } });
  const { incidents, busiest } = dryRun([night], [executives], [], [late]);
  expect(incidents).toMatchObject([{ newly: 30, firstMinutes: 15, mostAfter: 3 }]);
  expect(busiest).toEqual({ before: 0, after: 3 });
});

test("who is named alone is one person, also when they are an executive already", () => {
  const named = rule({ id: "n", tell: { people: ["ada@larkfield.example"] }, everyMinutes: 10 });
  expect(dryRun([night], [executives], [], [named])).toMatchObject({ newly: 1, busiest: { after: 4 } });
  const ada: Group = {
    people: 1,
    rows: [listener({ id: "ada", audience: "executives", address: "Ada@larkfield.example" })],
  };
  expect(dryRun([night], [ada], [rule()], [rule(), named])).toMatchObject({ newly: 0, stop: 0 });
});

test("messages are counted within an hour of the incident", () => {
  const long = incident([word(0), word(30), word(59), word(70), word(130, { status: "resolved" })]);
  expect(dryRun([long], [readers], [], []).busiestHour).toEqual({ before: 3, after: 3 });
});

test("a drill tells nobody in a dry run either", () => {
  const drill = { ...night, drill: true };
  expect(dryRun([drill], [executives, readers], [], [rule()])).toMatchObject({
    newly: 0,
    busiest: { after: 0 },
  });
});

test("the same rules before and after change nothing for anybody", () => {
  const anyRules = fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 4 });
  fc.assert(
    fc.property(
      anyRules,
      fc.uniqueArray(anyListener, { selector: ({ address }) => address }),
      (rules, rows) => {
        const groups = rows.map((row) => ({ people: 3, rows: [row] }));
        const run = dryRun([night], groups, rules, rules);
        expect(run).toMatchObject({ newly: 0, stop: 0 });
        expect(run.busiest.after).toBe(run.busiest.before);
      },
    ),
  );
});

test("the dry run counts exactly those whom the evaluation of the moment names", () => {
  const anyRules = fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 4 });
  const one = incident([word(0, { status: "resolved" })], { scheduledFor: null });
  const alone = (row: Listener, index: number): Listener => ({
    ...row,
    ...{ id: `row ${index}`, personId: `row ${index}`, address: `row${index}@reader.example` },
  });
  fc.assert(
    fc.property(anyRules, fc.array(anyListener, { maxLength: 8 }), (rules, some) => {
      const rows = some.map(alone);
      const facts = factsAt(one, after(0), { said: one.said[0]!, due: [], openAudiences: [] });
      const tonight = evaluateRules(facts, rules, rows).recipients;
      const run = dryRun(
        [one],
        rows.map((row) => ({ people: 1, rows: [row] })),
        [],
        rules,
      );
      const before = evaluateRules(facts, [], rows).recipients.map(({ address }) => address);
      expect(run.newly).toBe(tonight.filter(({ address }) => !before.includes(address)).length);
    }),
  );
});
