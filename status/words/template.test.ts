import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillWords, type TemplateFacts, unknownVariables, variables } from "./template";

const facts: TemplateFacts = {
  title: "Card payments fail",
  status: "identified",
  impact: "major",
  services: [
    { name: "Checkout", state: "partial_outage" },
    { name: "Card payments", state: "degraded" },
    { name: "Search", state: "operational" },
  ],
  regions: ["Europe", "Africa"],
  startedAt: new Date("2026-11-23T13:52:00Z"),
  nextUpdateBy: new Date("2026-11-23T15:00:00Z"),
  now: new Date("2026-11-23T14:36:40Z"),
};
const utc = { timeZone: "UTC", language: "en" };
const filled = (words: string, over: Partial<TemplateFacts> = {}, zone = utc) =>
  fillWords(words, { ...facts, ...over }, zone);

describe("a variable", () => {
  test.each([
    ["{{title}}", "Card payments fail"],
    ["{{status}}", "identified"],
    ["{{services}}", "Checkout and Card payments"],
    ["{{impact}}", "major"],
    ["{{region}}", "Europe and Africa"],
    ["{{started}}", "13:52 UTC"],
    ["{{duration}}", "45 min"],
    ["{{promise}}", "15:00 UTC"],
    ["By {{ Promise }}.", "By 15:00 UTC."],
  ])("%s becomes %j", (words, expected) => {
    const { words: result, unfilled } = filled(words);
    expect(result).toBe(expected);
    expect(unfilled).toEqual([]);
  });
  test("names the audience's zone, and the day when it is another", () => {
    const lisbon = { timeZone: "America/New_York", language: "en" };
    expect(filled("{{promise}}", {}, lisbon).words).toBe("10:00 GMT-5");
    expect(filled("{{started}}", { startedAt: new Date("2026-11-22T13:52:00Z") }).words).toBe(
      "22 Nov, 13:52 UTC",
    );
  });
  test("names every service that was spoken of, when it is over", () => {
    const services = facts.services.map((service) => ({ ...service, state: "operational" as const }));
    expect(filled("{{services}}", { status: "resolved", services }).words).toBe(
      "Checkout, Card payments and Search",
    );
  });
});

describe("a variable that no fact fills", () => {
  test.each([
    ["{{promise}}", { nextUpdateBy: null }],
    ["{{region}}", { regions: [] }],
    ["{{services}}", { services: [] }],
    ["{{title}}", { title: " " }],
    ["{{impact}}", { impact: "none" as const }],
  ])("%s stays as it is and is told", (words, over) => {
    const result = filled(words, over);
    expect(result.words).toBe(words);
    expect(result.unfilled).toEqual([
      { name: words.slice(2, -2), kind: "fact", range: { from: 0, to: words.length } },
    ]);
  });
  test.each(["{{eta}}", "{{}}", "{{promise", "{{constructor}}", "{{__proto__}}", "{{two words}}"])(
    "%j is not one of ours",
    (words) => {
      const result = filled(`Hello ${words}`);
      expect(result.words).toBe(`Hello ${words}`);
      expect(result.unfilled).toHaveLength(1);
      expect(unknownVariables(words)).toHaveLength(1);
    },
  );
  test("a question waits for the writer's answer, in any template", () => {
    expect(filled("For {{? how many}} customers.").unfilled).toEqual([
      { name: "how many", kind: "asked", range: { from: 4, to: 18 } },
    ]);
    expect(unknownVariables("{{? how many}}")).toEqual([]);
  });
  test("every one of ours is known", () => {
    expect(
      unknownVariables(
        Object.keys(variables)
          .map((name) => `{{${name}}}`)
          .join(),
      ),
    ).toEqual([]);
  });
  test("single braces are words like others", () => {
    expect(filled('{"a": {b}}').unfilled).toEqual([]);
  });
});

test("a fact is said as it is, also when it looks like a variable", () => {
  expect(filled("{{title}}", { title: "{{promise}}" }).words).toBe("{{promise}}");
});

test("a place in the filled words is found in the words as written", () => {
  const words = "At {{started}} it began; by {{promise}} db01 is news.";
  const result = filled(words);
  const at = result.words.indexOf("db01");
  const range = result.written({ from: at, to: at + 4 });
  expect(words.slice(range.from, range.to)).toBe("db01");
  const time = result.words.indexOf("UTC");
  const inside = result.written({ from: time, to: time + 3 });
  expect(words.slice(inside.from, inside.to)).toBe("{{started}}");
});

test("places outside variables go back to the same words, wherever they stand", () => {
  const part = fc.constantFrom("{{promise}}", "{{region}}", "{{x}}", "word ", "\n", "{", "é");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const words = `${parts.join("")}\nEND`;
      const result = filled(words);
      const to = result.words.length;
      const range = result.written({ from: to - 3, to });
      expect(words.slice(range.from, range.to)).toBe("END");
    }),
  );
});
