import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FindingKind, findingKinds, type LintAudience, type LintFacts } from "./finding";
import { checks, defaultWeights, lintWords } from "./lint";
import type { Steps } from "./tokens";

const facts: LintFacts = {
  subject: "incident",
  status: "identified",
  impact: "major",
  promised: true,
  regions: [],
};
const customers: LintAudience = { mayExpectResolution: false, lint: {} };
const executives: LintAudience = { mayExpectResolution: true, lint: {} };

const found = (words: string, kind: FindingKind, over: Partial<LintFacts> = {}, audience = customers) =>
  lintWords(words, { ...facts, ...over }, audience).findings.filter((one) => one.kind === kind);
const marked = (words: string, kind: FindingKind, over: Partial<LintFacts> = {}) =>
  found(words, kind, over).map(({ range }) => range && words.slice(range.from, range.to));

describe("a time of resolution", () => {
  test.each([
    ["Payments should be fully fixed by 15:10.", "should be fully fixed by 15:10"],
    ["It will be resolved within the hour.", "will be resolved within the hour"],
    ["We expect recovery between 14:50 and 15:10.", "expect recovery between 14:50"],
    ["A fix is expected by 3pm.", "fix is expected by 3pm"],
    ["ETA: 20 minutes.", "ETA"],
    ["Everything will be back to normal soon.", "will be back to normal soon"],
    ["By 16:00 everything should be working again.", "By 16:00 everything should be working"],
    ["Cards will be working again in about 30 minutes.", "will be working again in about 30 minutes"],
    ["We hope to have it fixed before noon.", "hope to have it fixed before noon"],
    ["Estimated time to resolution is 40 minutes.", "Estimated time to resolution"],
    ["Service should return to normal tomorrow.", "should return to normal tomorrow"],
    ["We’ll have this fixed by 17:00 UTC.", "We’ll have this fixed by 17:00"],
  ])("is found in %j", (words, range) => {
    expect(marked(words, "resolution_time")).toEqual([range]);
  });
  test.each([
    "Next update by 15:00 UTC.",
    "We will say more by 15:00.",
    "We expect to tell you more by 15:00.",
    "We will be back with news by 15:00.",
    "It was fixed at 14:10.",
    "Card payments have worked again since 14:10 UTC.",
    "We cannot say yet when it will be fixed; we look at it every 10 minutes.",
    "We have no ETA.",
    "Orders placed before 14:10 are complete.",
    "Please wait five minutes before you try again.",
    "The next update comes within 30 minutes.",
    "Numbers from 13:00 to 14:00 arrive late.",
  ])("is not seen in %j", (words) => {
    expect(marked(words, "resolution_time")).toEqual([]);
  });
  test("may be said to those who may expect one", () => {
    expect(found("We expect recovery between 14:50 and 15:10.", "resolution_time", {}, executives)).toEqual(
      [],
    );
  });
  test("is said of planned work, whose end is planned", () => {
    expect(found("It will be done by 04:00.", "resolution_time", { subject: "maintenance" })).toEqual([]);
  });
  test("is cut with its sentence, and nothing else", () => {
    const words = "Cards fail. They should be fixed by 15:10. Trying again works.";
    const { fix } = found(words, "resolution_time")[0]!;
    expect(words.slice(0, fix!.range.from) + fix!.words + words.slice(fix!.range.to)).toBe(
      "Cards fail. Trying again works.",
    );
  });
});

describe("names of the inside", () => {
  test.each([
    ["It is removed from pay-eu-3.int and others.", "pay-eu-3.int"],
    ["The host db01 is down.", "db01"],
    ["10.0.3.7:5432 does not answer.", "10.0.3.7:5432"],
    ["See http://grafana.larkfield.example/d/1 now.", "http://grafana.larkfield.example/d/1"],
    ["Join https://zoom.us/j/123456.", "https://zoom.us/j/123456"],
    ["Logs: [here](https://kibana.corp/app).", "https://kibana.corp/app"],
    ["web-prod-17 restarts.", "web-prod-17"],
    ["Connect to localhost:3000.", "localhost:3000"],
    ["fd00::12 is unreachable.", "fd00::12"],
    ["auth.svc.cluster.local is slow.", "auth.svc.cluster.local"],
    ["`ip-10-0-3-7` is gone.", "ip-10-0-3-7"],
  ])("are found in %j", (words, range) => {
    expect(marked(words, "internal_name")).toEqual([range]);
  });
  test.each([
    "See https://status.larkfield.example/incidents/abc for more.",
    "Write to help@larkfield.example.",
    "At 14:22:07 UTC it began.",
    "Files in UTF-8 and ISO-8601 dates are fine.",
    "Please update to version 4.1.0.2.",
    "Sign-in by Wi-Fi works; covid-19 tests too.",
    "The API v2 and api-v2 answer late.",
    "SEV-1 of 23-11-2026",
    "1,284 orders (€58,000.50) wait.",
    "Follow us on example.com/help.",
  ])("are not seen in %j", (words) => {
    expect(marked(words, "internal_name")).toEqual([]);
  });
  test("are replaced by words that readers know", () => {
    expect(found("pay-eu-3.int fails.", "internal_name")[0]!.fix).toEqual({
      label: "Say “our systems”",
      range: { from: 0, to: 12 },
      words: "our systems",
    });
  });
});

describe("a link to a host that looks like another", () => {
  test.each([
    ["Pay at https://pаypal.com/now please.", "https://pаypal.com/now", "xn--pypal-4ve.com"],
    ["See [here](https://xn--pypal-4ve.com/x).", "https://xn--pypal-4ve.com/x", "xn--pypal-4ve.com"],
    ["Write to help@lаrkfield.example.", "help@lаrkfield.example", "xn--lrkfield-16g.example"],
    ["Go to аррӏе.com.", "аррӏе.com", "xn--80ak6aa92e.com"],
    ["Go to HTTPS://GΟΟGLE.com/a.", "HTTPS://GΟΟGLE.com/a", "xn--ggle-0nda.com"],
  ])("is found in %j", (words, range, leads) => {
    const [one] = found(words, "look_alike_link");
    expect(words.slice(one!.range!.from, one!.range!.to)).toBe(range);
    expect(one!.suggestion).toContain(`It leads to ${leads}: `);
    const { fix } = one!;
    expect(words.slice(0, fix!.range.from) + leads + words.slice(fix!.range.to)).not.toMatch(/[а-яӏΟ]/);
  });
  test("says which alphabets it mixes", () => {
    const said = (words: string) => found(words, "look_alike_link")[0]!.suggestion;
    expect(said("https://pаypal.com")).toContain("Latin and Cyrillic letters in one name");
    expect(said("https://аррӏе.com")).toContain("Cyrillic letters that look Latin");
  });
  test.each([
    "See https://müller.example/straße and https://status.example.com.",
    "Подробности: https://почта.рф/новости и https://пример.com.",
    "Δείτε https://παράδειγμα.gr/νέα.",
    "詳しくは https://例え.jp/テスト をご覧ください。",
    "See https://xn--mller-kva.example.",
    "It is pаypal, and 5μm, and а.б.",
    "Version 4.1.0.2 at 10:00, … and ... too.",
  ])("is not seen in %j", (words) => expect(found(words, "look_alike_link")).toEqual([]));
});

const bad: [FindingKind, string, string][] = [
  ["guess", "We think a cable is cut.", "We think"],
  ["guess", "This is probably a network problem.", "probably"],
  ["guess", "It seems to be the database.", "It seems"],
  ["guess", "It may have been a bad change.", "may have been"],
  ["vague_crowd", "Some users may see errors.", "Some users may"],
  ["vague_crowd", "A small number of customers cannot pay.", "small number of customers"],
  ["vague_crowd", "You may experience delays.", "You may experience"],
  ["blame", "This was caused by our cloud provider.", "caused by our cloud provider"],
  ["blame", "An engineer accidentally deleted it.", "engineer accidentally deleted"],
  ["blame", "Because of an outage at AWS nothing loads.", "Because of an outage at AWS"],
  ["blame", "It was human error.", "human error"],
  ["shouting", "We are sorry!!", "!!"],
  ["shouting", "DO NOT PANIC please.", "DO NOT PANIC"],
  ["shouting", "This is IMPORTANT news.", "IMPORTANT"],
  ["empty_phrase", "We take your security very seriously.", "take your security very seriously"],
  ["empty_phrase", "We apologise for any inconvenience.", "apologise for any inconvenience"],
  ["empty_phrase", "Thank you for your patience.", "Thank you for your patience"],
  ["empty_phrase", "We are working hard on it.", "working hard"],
];
test.each(bad)("%s is found in %j", (kind, words, range) => {
  expect(marked(words, kind)).toContain(range);
});

const good: [FindingKind, string][] = [
  ["guess", "We do not know the cause yet."],
  ["guess", "It is unlikely to come back, because the change is undone."],
  ["guess", "We believed it was over at 14:00; it was not."],
  ["vague_crowd", "One in twenty card payments in Europe fails."],
  ["vague_crowd", "Some people in Lisbon cannot sign in."],
  ["vague_crowd", "You may pay by invoice instead."],
  ["blame", "Sign-in with GitHub does not work."],
  ["blame", "Payments by PayPal fail; cards work."],
  ["blame", "A change of ours caused this."],
  ["blame", "We are working with our provider."],
  ["shouting", "SEPA transfers and SAML sign-in work. All times are UTC."],
  ["shouting", "The API answers GET requests late."],
  ["shouting", "Use `a != b`."],
  ["empty_phrase", "We are sorry: two hours of orders came late, and we will not charge for them."],
  ["empty_phrase", "The next update comes by 15:00."],
  ["empty_phrase", "Orders take 5 minutes longer."],
];
test.each(good)("%s is not seen in %j", (kind, words) => {
  expect(marked(words, kind)).toEqual([]);
});

describe("what is missing", () => {
  const whole =
    "About one in twenty card payments in Europe fails. Trying again often works. We are undoing the change.";
  test("nothing, in words that say who, how many, where and what to do", () => {
    const { findings, passed } = lintWords(whole, { ...facts, regions: ["Europe"] }, customers);
    expect(findings).toEqual([]);
    expect(passed.map(({ kind }) => kind)).toEqual(
      findingKinds.filter((kind) => !["data_unsaid", "recovery_unsaid"].includes(kind)),
    );
  });
  test("the impact: who, how many, and where when the facts name a region", () => {
    const title = (words: string, regions: string[] = []) =>
      found(words, "missing_impact", { regions })[0]?.title;
    expect(title("Something is wrong.")).toBe("Does not say who and how many");
    expect(title("Card payments fail since 14:10.")).toBe("Does not say how many");
    expect(title("All card payments fail.", ["Europe"])).toBe("Does not say where");
    expect(title("All card payments in europe fail.", ["Europe"])).toBeUndefined();
  });
  test("what readers can do, while there is something to do", () => {
    expect(found("All payments fail.", "missing_workaround")).toHaveLength(1);
    expect(found("All payments fail. You can pay by invoice.", "missing_workaround")).toEqual([]);
    expect(found("All payments fail. Nothing helps yet.", "missing_workaround")).toEqual([]);
    expect(found("All payments work.", "missing_workaround", { status: "monitoring" })).toEqual([]);
    expect(found("We do not know why.", "missing_workaround")).toHaveLength(1);
  });
  test("the next update", () => {
    expect(found("All payments fail.", "missing_promise", { promised: false })).toHaveLength(1);
    expect(found("It is over.", "missing_promise", { promised: false, status: "resolved" })).toEqual([]);
  });
  test("at the end, data and recovery", () => {
    const kinds = (words: string) =>
      lintWords(words, { ...facts, status: "resolved", promised: false }, customers).findings.map(
        ({ kind }) => kind,
      );
    expect(kinds("We undid the change.")).toEqual(["data_unsaid", "recovery_unsaid"]);
    expect(kinds("Payments work again since 14:10. No order was lost.")).toEqual([]);
    expect(kinds("Everything works again. Your data is safe.")).toEqual([]);
  });
  test("is not asked of history, nor of planned work", () => {
    for (const subject of ["past", "maintenance"] as const) {
      const { findings } = lintWords("It was slow.", { ...facts, subject, promised: false }, customers);
      expect(findings).toEqual([]);
    }
  });
});

describe("weights", () => {
  const words = "Some users may see errors on db01!";
  test("are an audience's own, where it has its own", () => {
    const lint = { vague_crowd: "must", internal_name: "off" } as const;
    const { findings } = lintWords(words, facts, { mayExpectResolution: false, lint });
    const weights = Object.fromEntries(findings.map(({ kind, weight }) => [kind, weight]));
    expect(weights).toMatchObject({ vague_crowd: "must", shouting: "advice" });
    expect(weights).not.toHaveProperty("internal_name");
  });
  test("what is off is not said to have passed", () => {
    const { passed } = lintWords("", facts, { mayExpectResolution: false, lint: { shouting: "off" } });
    expect(passed.map(({ kind }) => kind)).not.toContain("shouting");
  });
  test("only times, names of the inside and a missing promise block by themselves", () => {
    const must = findingKinds.filter((kind) => defaultWeights[kind] === "must");
    expect(must).toEqual(["resolution_time", "internal_name", "missing_promise"]);
  });
});

test("notes come in the order of the text, what is missing last", () => {
  const { findings } = lintWords("We think some users may see errors on db01.", facts, customers);
  const places = findings.map(({ range }) => range?.from ?? Number.POSITIVE_INFINITY);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(findings.at(-1)!.range).toBeNull();
});

test("every note says why, by whose rule, and what to write", () => {
  for (const check of Object.values(checks)) {
    expect(check.why).toMatch(/^[A-Z“].*\.$/);
    expect(check.source.length).toBeGreaterThan(5);
  }
});

describe("hostile words", () => {
  /** Measured over 3,000 runs: at most 9 a character. */
  const stepsACharacter = 25;
  const fragments = fc.constantFrom(
    ..."will|should|expect|fixed|by|in|15:10|within|hour|some|users|may|we|think|caused|by|our|provider|take|very|seriously|thank|you|for|!|A|-|.|\n|pay-eu-3|1.1.1.1|::|{{|[](".split(
      "|",
    ),
  );
  const text = fc
    .array(fragments, { minLength: 1, maxLength: 12 })
    .chain((parts) =>
      fc.tuple(fc.constant(parts), fc.constantFrom("", " ", "  "), fc.integer({ min: 1, max: 300 })),
    )
    .map(([parts, between, times]) => (parts.join(between) + between).repeat(times));

  test("cost steps in proportion to their length, whatever they are", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ maxLength: 3000 })), fc.boolean(), (words, over) => {
        const steps: Steps = { taken: 0 };
        lintWords(words, { ...facts, status: over ? "resolved" : "investigating" }, customers, steps);
        expect(steps.taken).toBeLessThanOrEqual(stepsACharacter * (words.length + 10));
      }),
      { numRuns: 300 },
    );
  });
  test("have every note inside the text, and every fix too", () => {
    fc.assert(
      fc.property(text, (words) => {
        for (const { range, fix } of lintWords(words, facts, customers).findings) {
          for (const one of [range, fix?.range]) {
            if (!one) continue;
            expect(one.from).toBeGreaterThanOrEqual(0);
            expect(one.to).toBeGreaterThan(one.from);
            expect(one.to).toBeLessThanOrEqual(words.length);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
