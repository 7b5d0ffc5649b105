import { expect, test } from "vitest";
import { blocks, reviewTitle, reviewWords } from "./review";

const facts = {
  subject: "incident" as const,
  title: "Card payments fail",
  status: "identified" as const,
  impact: "major" as const,
  services: [{ name: "Checkout", state: "partial_outage" as const }],
  regions: [],
  startedAt: new Date("2026-11-23T13:52:00Z"),
  nextUpdateBy: new Date("2026-11-23T15:00:00Z"),
  now: new Date("2026-11-23T14:36:40Z"),
};
const readers = { mayExpectResolution: false, lint: {}, timeZone: "UTC", language: "en" };

test("notes stand where the words were written, also behind a variable that grew", () => {
  const words = "Since {{started}} db01 fails.";
  const { filled, notes } = reviewWords(words, facts, readers);
  expect(filled).toBe("Since 13:52 UTC db01 fails.");
  const { range } = notes.find(({ kind }) => kind === "internal_name")!;
  expect(words.slice(range!.from, range!.to)).toBe("db01");
});

test("a variable that nothing fills blocks, whatever the audience says", () => {
  const calm = { ...readers, lint: { unfilled_variable: "off" } as const };
  const { notes } = reviewWords("All card payments in {{region}} fail. Please try again.", facts, calm);
  expect(notes.filter(({ weight }) => weight === "must").map(({ title }) => title)).toEqual([
    "Not filled: region",
  ]);
  expect(blocks(notes)).toBe(true);
});

test("advice does not block", () => {
  const { notes } = reviewWords("Some users may see errors!", facts, readers);
  expect(notes.length).toBeGreaterThan(1);
  expect(blocks(notes)).toBe(false);
});

test("a fact that says what may not be said is seen where it was asked for", () => {
  const { notes } = reviewWords("{{title}}", { ...facts, title: "db01 fails" }, readers);
  expect(notes.find(({ kind }) => kind === "internal_name")!.range).toEqual({ from: 0, to: 9 });
});

test("a title is read for what stands in it, not for what it lacks", () => {
  const lintFacts = { ...facts, promised: true };
  expect(reviewTitle("Checkout is slow", lintFacts, readers)).toEqual([]);
  expect(reviewTitle("db01 fails", lintFacts, readers)).toMatchObject([
    { kind: "internal_name", weight: "must", title: "In the title: names an internal host" },
  ]);
});
