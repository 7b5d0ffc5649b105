import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateRules } from "./evaluate-rules";
import { Rule, type RuleInput } from "./rule";
import { anyRule } from "./testing/any-rule";
import { anyFacts, anyListener, facts, listener } from "./testing/moments";
import { whoHears } from "./who-hears";

const rule = (input: Partial<RuleInput> = {}): Rule =>
  Rule.parse({ id: "executives", when: { on: "opened" }, tell: { audiences: ["executives"] }, ...input });
const told = (...evaluated: Parameters<typeof evaluateRules>) =>
  evaluateRules(...evaluated).recipients.map(({ recipientId, channel }) => `${recipientId} ${channel}`);
const ada = listener({ id: "ada", audience: "executives" });

test("an audience hears when a rule names it, and not before", () => {
  expect(told(facts(), [], [ada])).toEqual([]);
  const { recipients, ran } = evaluateRules(facts(), [rule()], [ada]);
  expect(recipients).toMatchObject([
    { recipientId: "ada", caughtBy: [{ ruleId: "executives" }], merged: [] },
  ]);
  expect(ran).toEqual(["executives"]);
});

test("two rules are one message, and it says both", () => {
  const both = [rule(), rule({ id: "also", when: { on: "updated" } })];
  const { recipients } = evaluateRules(facts(), both, [ada]);
  expect(recipients).toHaveLength(1);
  expect(recipients[0]!.caughtBy).toEqual([{ ruleId: "also" }, { ruleId: "executives" }]);
});

test("who is an executive, a subscriber and named is written to once, in the executives' words", () => {
  const mail = "ada@larkfield.example";
  const rows = [
    listener({ id: "public-row", audience: "public", address: mail }),
    listener({ id: "exec-row", audience: "executives", address: "Ada@larkfield.example" }),
  ];
  const { recipients } = evaluateRules(
    facts(),
    [rule(), rule({ id: "named", tell: { people: [mail] } })],
    rows,
  );
  expect(recipients).toMatchObject([
    {
      recipientId: "exec-row",
      caughtBy: [{ ruleId: "executives" }, { ruleId: "named" }, { reason: "you chose all services" }],
      merged: [{ recipientId: "public-row" }, { recipientId: mail, audience: null }],
    },
  ]);
});

test("a rule's channels are tried in order, and who has none of them is reached by their own", () => {
  const person = (id: string, ...channels: ("email" | "sms" | "slack")[]) =>
    channels.map((channel) =>
      listener({
        id: `${id}-${channel}`,
        personId: id,
        channel,
        audience: "executives",
        address: `${id} ${channel}`,
      }),
    );
  const rows = [...person("ada", "email", "sms"), ...person("bo", "email"), ...person("cy", "slack")];
  const ordered = rule({ by: ["sms", "email"] });
  expect(told(facts(), [ordered], rows)).toEqual(["ada-sms sms", "bo-email email", "cy-slack slack"]);
  expect(evaluateRules(facts(), [ordered], rows).suppressed).toMatchObject([
    { recipientId: "ada-email", why: "told_another_way" },
  ]);
  const bounced = rows.map((row) =>
    row.id === "ada-sms" ? { ...row, suppressed: "bounced" as const } : row,
  );
  expect(told(facts(), [ordered], bounced)).toContain("ada-email email");
});

test("the order of a rule holds also where words were written for the audience; what readers asked for stays", () => {
  const ways = (audience: string) =>
    (["email", "sms"] as const).map((channel) =>
      listener({
        id: `${audience}-${channel}`,
        personId: audience,
        channel,
        audience,
        address: `${audience} ${channel}`,
      }),
    );
  const ordered = rule({ tell: { audiences: ["executives", "public"] }, by: ["sms", "email"] });
  const { recipients } = evaluateRules(
    facts({ openAudiences: ["executives"] }),
    [ordered],
    [...ways("executives"), ...ways("public")],
  );
  expect(recipients).toMatchObject([
    {
      recipientId: "executives-sms",
      thenBy: ["email"],
      caughtBy: [{ ruleId: "executives" }, { reason: expect.anything() }],
    },
    { recipientId: "public-email" },
    { recipientId: "public-sms" },
  ]);
});

test("an audience's own order holds where no rule gives another, and where no rule names it", () => {
  const rows = (["email", "sms"] as const).map((channel) =>
    listener({ id: `ada-${channel}`, personId: "ada", channel, audience: "executives", address: channel }),
  );
  const orders = { executives: ["sms", "email"] as const };
  const way = (at: Parameters<typeof facts>[0], rules: Rule[]) =>
    evaluateRules(facts({ orders, ...at }), rules, rows).recipients.map(({ channel, thenBy }) => [
      channel,
      thenBy,
    ]);
  const open = { openAudiences: ["executives"] };
  expect(way({}, [rule({})])).toEqual([["sms", ["email"]]]);
  expect(way(open, [])).toEqual([["sms", ["email"]]]);
  expect(way(open, [rule({ by: ["email", "sms"] })])).toEqual([["email", ["sms"]]]);
  expect(way({ ...open, orders: {} }, []).map(([channel]) => channel)).toEqual(["email", "sms"]);
});

test("in two audiences the words that were written win, then those inside the house, then any before the public's", () => {
  const rows = ["acme", "executives", "legal", "public"].map((audience) =>
    listener({ id: audience, audience, address: "ada@larkfield.example" }),
  );
  const all = rule({ tell: { audiences: ["acme", "executives", "legal"] } });
  const wins = (at: Parameters<typeof facts>[0]) =>
    evaluateRules(facts(at), [all], rows).recipients.map(({ recipientId }) => recipientId);
  expect(wins({ insiders: ["executives", "legal"] })).toEqual(["executives"]);
  expect(wins({ insiders: ["executives", "legal"], openAudiences: ["legal"] })).toEqual(["legal"]);
  expect(wins({ insiders: ["executives", "legal"], openAudiences: ["acme"] })).toEqual(["acme"]);
  expect(wins({})).toEqual(["acme"]);
});

test("whoever paused, left, bounced or is quiet by choice is not told, and it says why", () => {
  const rows = [
    listener({ id: "paused", audience: "executives", paused: true }),
    listener({ id: "left", audience: "executives", state: "left" }),
    listener({ id: "bounced", audience: "executives", suppressed: "bounced" }),
  ];
  const named = rule({ id: "named", tell: { people: ["gone@larkfield.example"] } });
  const { recipients, suppressed } = evaluateRules(
    facts({ suppressedEmails: { "gone@larkfield.example": "complained" } }),
    [rule(), named],
    rows,
  );
  expect(recipients).toEqual([]);
  expect(suppressed.map(({ recipientId, why }) => [recipientId, why])).toEqual([
    ["paused", "paused"],
    ["left", "left"],
    ["bounced", "bounced"],
    ["gone@larkfield.example", "complained"],
  ]);
});

test("roles are whoever holds them in this incident; nobody holding one is said", () => {
  const deputies = rule({ tell: { roles: ["deputy", "commander"] } });
  const { recipients, nobodyHolds } = evaluateRules(
    facts({ roleHolders: { deputy: "tomasz@larkfield.example" } }),
    [deputies],
    [],
  );
  expect(recipients).toMatchObject([{ address: "tomasz@larkfield.example", audience: null }]);
  expect(nobodyHolds).toEqual([{ ruleId: "executives", role: "commander" }]);
});

test.each<[string, Partial<RuleInput>, Parameters<typeof facts>[0]]>([
  ["no incident opens here", {}, { happened: ["updated"] }],
  ["severity does not rise", { when: { on: "escalated" } }, {}],
  ["severity is SEV2, not SEV1", { and: { severities: ["SEV1"] } }, {}],
  ["impact is major, not critical", { and: { impacts: ["critical"] } }, {}],
  ["it affects Checkout, not payouts or search", { and: { services: ["payouts", "search"] } }, {}],
  ["it affects no service, not payouts", { and: { services: ["payouts"] } }, { services: [] }],
  ["it is about availability, not security", { and: { types: ["security"] } }, {}],
  ["it is in us-east, not eu-west", { and: { regions: ["eu-west"] } }, { regions: ["us-east"] }],
  [
    "it is 14:00 in Europe/Lisbon, not between 22:00 and 06:00",
    { and: { hours: { from: 1320, until: 360, zone: "Europe/Lisbon" } } },
    {},
  ],
  ["Acme is not touched", { and: { account: "Acme" } }, { accounts: ["Bolt"] }],
  [
    "it is unresolved for 12 minutes, not yet 30",
    { when: { on: "unresolved_for", minutes: 30 } },
    { happened: [], clock: { unresolvedMinutes: 12.4 } },
  ],
  ["that is for the clock to say", { when: { on: "unresolved_for", minutes: 30 } }, {}],
  [
    "the promise is overdue by 1 minutes, not yet 5",
    { when: { on: "promise_overdue_by", minutes: 5 } },
    { happened: [], clock: { overdueMinutes: 1 } },
  ],
  [
    "planned work begins in 30 hours, not yet in 24",
    { when: { on: "maintenance_in", hours: 24 } },
    { happened: [], clock: { hoursUntil: 29.5 } },
  ],
  [
    "customers report 20 an hour, not more than 20",
    { when: { on: "report_rate_above", perHour: 20 } },
    { happened: [], clock: { reportsPerHour: 20 } },
  ],
])("a rule that does not run says: %s", (words, input, at) => {
  const { didNotRun, recipients } = evaluateRules(facts(at), [rule(input)], [ada]);
  expect(didNotRun).toEqual([{ ruleId: "executives", failed: words }]);
  expect(recipients).toEqual([]);
});

const anyRules = fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 5 });
const anyListeners = fc.uniqueArray(anyListener, {
  selector: ({ id, channel }) => `${id} ${channel}`,
  maxLength: 12,
});
const reached = ({ recipients }: ReturnType<typeof evaluateRules>) =>
  recipients.map(({ channel, address }) => `${channel} ${address.toLowerCase()}`);

test("nobody is told twice on a channel, and nobody both is told and is not", () => {
  fc.assert(
    fc.property(anyFacts, anyRules, anyListeners, (at, rules, listeners) => {
      const evaluated = evaluateRules(at, rules, listeners);
      const all = reached(evaluated);
      expect(all).toEqual([...new Set(all)]);
      const rows = [
        ...evaluated.recipients.flatMap((one) => [one, ...one.merged]),
        ...evaluated.suppressed,
      ].map(({ recipientId, channel }) => `${recipientId} ${channel}`);
      expect(rows).toEqual([...new Set(rows)]);
    }),
  );
});

test("the order of rules decides nothing, and asking again answers the same", () => {
  fc.assert(
    fc.property(anyFacts, anyRules, anyListeners, (at, rules, listeners) => {
      const answer = evaluateRules(at, rules, listeners);
      expect(evaluateRules(at, rules.toReversed(), listeners)).toEqual({
        ...answer,
        recipients: expect.arrayContaining(answer.recipients),
        suppressed: expect.arrayContaining(answer.suppressed),
      });
      expect(evaluateRules(structuredClone(at), structuredClone(rules), structuredClone(listeners))).toEqual(
        answer,
      );
    }),
  );
});

test("a further rule takes nobody away: it may say by which of their ways they hear", () => {
  fc.assert(
    fc.property(anyFacts, anyRules, anyListeners, (at, rules, listeners) => {
      const [further, ...before] = rules;
      if (!further) return;
      const personOf = new Map(listeners.map(({ id, personId, channel }) => [`${id} ${channel}`, personId]));
      const people = ({ recipients }: ReturnType<typeof evaluateRules>) =>
        recipients
          .flatMap((one) => [one, ...one.merged])
          .map(({ recipientId, channel }) => personOf.get(`${recipientId} ${channel}`) ?? recipientId);
      const now = new Set(people(evaluateRules(at, rules, listeners)));
      for (const one of people(evaluateRules(at, before, listeners))) expect(now).toContain(one);
    }),
  );
});

test("without rules everybody hears exactly as the subscriptions say", () => {
  fc.assert(
    fc.property(anyFacts, anyListeners, (at, listeners) => {
      const open = ["public", ...at.openAudiences];
      const { hears } = whoHears(
        at,
        listeners.filter(({ audience }) => open.includes(audience)),
      );
      const rows = evaluateRules(at, [], listeners).recipients.flatMap((one) => [one, ...one.merged]);
      expect(rows.map(({ recipientId, channel }) => `${recipientId} ${channel}`).toSorted()).toEqual(
        hears.map(({ recipientId, channel }) => `${recipientId} ${channel}`).toSorted(),
      );
    }),
  );
});

test("every rule either ran or says why not; nobody hears of a drill, whatever the rules say", () => {
  fc.assert(
    fc.property(anyFacts, anyRules, anyListeners, (at, rules, listeners) => {
      const { ran, didNotRun, recipients } = evaluateRules(at, rules, listeners);
      expect([...ran, ...didNotRun.map(({ ruleId }) => ruleId)].toSorted()).toEqual(
        rules.map(({ id }) => id).toSorted(),
      );
      expect(didNotRun.every(({ failed }) => failed.length > 5)).toBe(true);
      if (at.drill || !at.tell || at.backfilled) expect(recipients).toEqual([]);
    }),
  );
});
