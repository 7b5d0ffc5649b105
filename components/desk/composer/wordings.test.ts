import { describe, expect, test } from "vitest";
import type { Reading } from "./use-review";
import {
  type ComposerAudience,
  filledIn,
  keptBack,
  standingOf,
  stillThere,
  without,
  withWords,
  wordingsOf,
} from "./wordings";

const audience = (id: string, name: string): ComposerAudience => ({
  ...{ id, name, tone: null, mayExpectResolution: false },
  kind: id === "p" ? "public" : "private",
});
const audiences = [audience("p", "Public"), audience("e", "Executives"), audience("l", "Legal")];
const fields = {
  words: "All payments fail.",
  wordings: [{ audienceId: "e", words: "It costs." }],
};
const note = (weight: "must" | "advice") => ({
  ...{ kind: "guess", weight, range: { from: 0, to: 3 } },
  ...{ title: "Guesses", why: "", source: "", suggestion: "" },
});
const reading = (audienceId: string, words: string, notes: Reading["notes"] = []): Reading => ({
  ...{ audienceId, words, notes, filled: words, html: "" },
  ...{ passed: [], templates: [], compared: null },
});
const read = { p: reading("p", fields.words), e: reading("e", "It costs.") };

test("an audience's words are changed, added and left out without touching the others", () => {
  expect(withWords(fields, "p", "p", "New.")).toEqual({ words: "New." });
  expect(withWords(fields, "p", "e", "New.")).toEqual({ wordings: [{ audienceId: "e", words: "New." }] });
  const added = { ...fields, ...withWords(fields, "p", "l", "") };
  expect(wordingsOf(added, "p").map(({ audienceId }) => audienceId)).toEqual(["p", "e", "l"]);
  expect(without(added, "e")).toEqual({ wordings: [{ audienceId: "l", words: "" }] });
});

test("a wording stands empty, with notes to settle, ready, or not read yet", () => {
  expect(standingOf(" ", undefined)).toBe("empty");
  expect(standingOf("a", reading("p", "a", [note("must"), note("advice")]))).toBe(1);
  expect(standingOf("a", reading("p", "a", [note("advice")]))).toBe("ready");
  expect(standingOf("ab", reading("p", "a"))).toBeNull();
  expect(standingOf("a", undefined)).toBeNull();
});

test("exact words are asked for: what was read takes the place of its variables, what was not stays", () => {
  const form = { words: "By {{promise}}.", wordings: [{ audienceId: "e", words: "New {{promise}}." }] };
  const filled = { ...reading("p", form.words), filled: "By 15:00 UTC." };
  expect(filledIn(form, "p", { p: filled, e: reading("e", "Old.") })).toEqual({
    words: "By 15:00 UTC.",
    wordings: form.wordings,
  });
});

describe("an update is kept back", () => {
  test("by nothing when every wording is written and settled", () => {
    expect(keptBack(fields, "p", audiences, read)).toBeNull();
  });
  test("by notes that must be settled, with where they are", () => {
    const noted = { ...read, e: reading("e", "It costs.", [note("must"), note("must")]) };
    expect(keptBack(fields, "p", audiences, noted)).toEqual({
      audienceId: "e",
      words: "2 notes to settle before this can go: Executives.",
    });
  });
  test("by an audience without words", () => {
    const empty = { ...fields, wordings: [{ audienceId: "e", words: " " }] };
    expect(keptBack(empty, "p", audiences, read)?.words).toBe(
      "No words for Executives yet. Write some, or leave them out.",
    );
  });
  test("not by notes on words that are written anew: publishing asks again", () => {
    const noted = { ...read, e: reading("e", "Before.", [note("must")]) };
    expect(keptBack(fields, "p", audiences, noted)).toBeNull();
  });
});

test("marks stay where the words before them are the same", () => {
  const notes = [{ range: { from: 0, to: 3 } }, { range: { from: 8, to: 12 } }, { range: null }];
  expect(stillThere(notes, "All the cards fail", "All the card fail")).toEqual([
    { range: { from: 0, to: 3 } },
    { range: { from: 8, to: 12 } },
  ]);
  expect(stillThere(notes, "All the cards fail", "Half of cards fail")).toEqual([]);
});

test("where only private audiences are written to, the public's words count for nothing and stay in the form", () => {
  const privately = { ...fields, privately: true };
  expect(wordingsOf(privately, "p").map(({ audienceId }) => audienceId)).toEqual(["e"]);
  expect(keptBack({ ...privately, words: "" }, "p", audiences, read)).toBeNull();
  const public_ = { ...read, p: reading("p", fields.words, [note("must")]) };
  expect(keptBack(privately, "p", audiences, public_)).toBeNull();
  expect(keptBack({ ...privately, wordings: [] }, "p", audiences, read)?.words).toBe(
    "Choose whom to write to.",
  );
});
