import fc from "fast-check";
import { expect, test } from "vitest";
import { sameQuestion } from "./same-question";

test.each([
  ["Are we losing orders in France?", "are we losing  orders in france"],
  ["Were customers charged twice?", "Please, were customers charged twice??"],
  ["Were customers charged twice?", "Can you tell us: were the customers charged twice"],
  ["Is it over in Zürich?", "is it over in Zurich"],
  ["What’s the cost?", "Whats the cost"],
])("“%s” and “%s” are the same", (one, other) => {
  expect(sameQuestion(one)).toBe(sameQuestion(other));
});

test.each([
  ["Are we losing orders in France?", "Are we losing orders in Spain?"],
  ["Were customers charged?", "Were customers not charged?"],
  ["Is it over at 14:40?", "Is it over at 15:40?"],
  ["Are we there yet?", "Is there any?"],
  ["?", "!"],
  ["会停吗", "不会停吗"],
])("“%s” and “%s” are not", (one, other) => {
  expect(sameQuestion(one)).not.toBe(sameQuestion(other));
});

test("what it answers is the same for itself, and never empty for words", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (words) => {
      fc.pre(words.trim() !== "");
      const key = sameQuestion(words);
      expect(key).not.toBe("");
      expect(sameQuestion(words.toUpperCase().toLowerCase())).toBe(sameQuestion(words.toLowerCase()));
    }),
  );
});
