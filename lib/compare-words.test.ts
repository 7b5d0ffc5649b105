import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWords } from "./compare-words";

test("what stayed, went and came is told word by word", () => {
  expect(compareWords("All card payments fail.", "Half of card payments fail now.")).toEqual([
    { kind: "removed", words: "All " },
    { kind: "added", words: "Half of " },
    { kind: "same", words: "card payments " },
    { kind: "removed", words: "fail." },
    { kind: "added", words: "fail now." },
  ]);
});

test("the same words have one piece, no words none", () => {
  expect(compareWords("It works.", "It works.")).toEqual([{ kind: "same", words: "It works." }]);
  expect(compareWords("", "")).toEqual([]);
  expect(compareWords("", "New.")).toEqual([{ kind: "added", words: "New." }]);
});

test("both wordings can be read from the comparison, whatever they are", () => {
  const words = fc
    .array(fc.constantFrom("a ", "b ", "c\n", "\n\n", "d"), { maxLength: 40 })
    .map((parts) => parts.join("").trim());
  const without = (kind: string, changes: ReturnType<typeof compareWords>) =>
    changes
      .filter((change) => change.kind !== kind)
      .map((change) => change.words)
      .join("");
  fc.assert(
    fc.property(words, words, (before, after) => {
      const changes = compareWords(before, after);
      expect(without("added", changes)).toBe(before);
      expect(without("removed", changes)).toBe(after);
    }),
  );
});

test("very long words are told as gone and come, not compared", () => {
  const before = "old ".repeat(3_000).trim();
  const after = "new ".repeat(3_000).trim();
  expect(compareWords(before, after).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});
