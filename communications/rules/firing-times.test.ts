import fc from "fast-check";
import { expect, test } from "vitest";
import { dueFiring, firingTimes } from "./firing-times";
import { Rule, type RuleInput } from "./rule";
import { anyRule } from "./testing/any-rule";
import { after, incident, start, word } from "./testing/histories";

const rule = (input: Partial<RuleInput>): Rule =>
  Rule.parse({ id: "r", when: { on: "opened" }, tell: { audiences: ["executives"] }, ...input });
const minutesOf = (one: Rule, history = night, until = after(600)) =>
  firingTimes(one, history, until).map((at) => (at.getTime() - start.getTime()) / 60_000);

/** Opened, worse at 10, kept till 30, a promise missed from 50 to 70, watched from 70, over at 120. */
const night = incident([
  word(0, { status: "investigating", severity: "SEV3" }),
  word(10, { severity: "SEV1" }),
  word(30),
  word(70, { status: "monitoring", nextUpdateBy: after(130) }),
  word(120, { status: "resolved" }),
]);

test.each<[string, Partial<RuleInput>, number[]]>([
  ["an opening", { when: { on: "opened" } }, [0]],
  ["every word", { when: { on: "updated" } }, [0, 10, 30, 70, 120]],
  ["a rise of severity, not a fall", { when: { on: "escalated" } }, [10]],
  ["the end", { when: { on: "resolved" } }, [120]],
  ["half an hour unresolved", { when: { on: "unresolved_for", minutes: 30 } }, [30]],
  ["three hours unresolved: it was over before", { when: { on: "unresolved_for", minutes: 180 } }, []],
  [
    "a promise missed by five minutes, once a promise",
    { when: { on: "promise_overdue_by", minutes: 5 } },
    [55],
  ],
  ["every half hour while unresolved", { everyMinutes: 30 }, [0, 30, 60, 90]],
  [
    "every half hour while no fix is in place",
    { everyMinutes: 30, while: "not_yet_monitoring" },
    [0, 30, 60],
  ],
  [
    "every ten minutes while the promise is overdue",
    { when: { on: "promise_overdue_by", minutes: 1 }, everyMinutes: 10, while: "promise_overdue" },
    [51, 61],
  ],
  [
    "conditions are asked at the moment itself",
    { when: { on: "updated" }, and: { severities: ["SEV1"] } },
    [10],
  ],
])("%s", (_, input, minutes) => {
  expect(minutesOf(rule(input))).toEqual(minutes);
});

test("what was reopened is unresolved anew", () => {
  const again = incident([...night.said, word(200)]);
  expect(minutesOf(rule({ when: { on: "unresolved_for", minutes: 30 } }), again)).toEqual([30, 230]);
});

test("reports count within an hour: once while they are many, and again when they rise anew", () => {
  const reports = [0, 5, 10, 12, 14, 100, 200, 201, 202, 203].map((minutes) => after(minutes));
  const many = rule({ when: { on: "report_rate_above", perHour: 3 } });
  expect(minutesOf(many, incident(night.said, { reports }))).toEqual([12, 203]);
});

test("planned work announces itself once, before it begins", () => {
  const work = incident([word(-600, { status: "scheduled", severity: null, impact: null })], {
    kind: "maintenance",
    type: null,
    scheduledFor: after(0),
  });
  expect(minutesOf(rule({ when: { on: "maintenance_in", hours: 2 } }), work)).toEqual([-120]);
  expect(minutesOf(rule({ when: { on: "opened" } }), work)).toEqual([]);
});

test("only the newest firing is due, and only once", () => {
  const often = rule({ everyMinutes: 30 });
  expect(dueFiring(often, night, null, after(0))).toEqual(after(0));
  expect(dueFiring(often, night, after(0), after(29))).toBeNull();
  // A worker that rested for an hour and more runs it once.
  expect(dueFiring(often, night, after(0), after(95))).toEqual(after(90));
  expect(dueFiring(often, night, after(90), after(95))).toBeNull();
});

test("what happened long ago is old news; what still holds is not", () => {
  const open = incident(night.said.slice(0, 3));
  expect(dueFiring(rule({ when: { on: "opened" } }), open, null, after(61))).toBeNull();
  expect(dueFiring(rule({ when: { on: "unresolved_for", minutes: 30 } }), open, null, after(300))).toEqual(
    after(30),
  );
  expect(
    dueFiring(rule({ when: { on: "promise_overdue_by", minutes: 5 } }), night, null, after(300)),
  ).toBeNull();
});

test("nothing runs before its words may leave, nor because of words that were taken back", () => {
  const held = incident([word(1, { at: after(1) })]);
  expect(dueFiring(rule({}), held, null, after(0.5))).toBeNull();
  expect(dueFiring(rule({}), incident([]), null, after(5))).toBeNull();
});

test("asking later never changes what was already due", () => {
  const anyMinutes = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(anyRule, anyMinutes, fc.integer({ min: 0, max: 400 }), (one, minutes, until) => {
      const history = incident(minutes.toSorted((a, b) => a - b).map((at) => word(at)));
      const early = firingTimes(one, history, after(until));
      const late = firingTimes(one, history, after(until + 100));
      expect(late.filter((at) => at <= after(until))).toEqual(early);
    }),
  );
});
