import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { typedLine, typedText } from "./typed";
import { manyLines, oneLine } from "./visible-text";

describe("one line that somebody typed", () => {
  test.each([
    ["  Checkout \t is\r\nslow  ", "Checkout is slow", "blanks and line ends"],
    ["Pay\u202ementst\u202c fail", "Paymentst fail", "what turns the direction"],
    ["Pay\u200bments", "Payments", "a blank of no width"],
    ["Pay\u200dments", "Payments", "a joiner between Latin letters"],
    ["a\u0000b\u001b[31mc", "a b [31mc", "control characters"],
    [
      "Subject\r\nBcc: everyone@example.com",
      "Subject Bcc: everyone@example.com",
      "a header behind a line end",
    ],
    ["e\u0301", "é", "two ways to write one letter"],
    [`x${"\u0336".repeat(90)}`, `x${"\u0336".repeat(5)}`, "towers of marks"],
    ["a\ud800b", "a\ufffdb", "half a character"],
    ["\u{e0041}\u{e0042}hidden", "hidden", "tags that only machines read"],
    ["\u3164", "", "a filler that looks like nothing"],
  ])("%j becomes %j (%s)", (typed, kept) => expect(oneLine(typed)).toBe(kept));

  test.each(["שלום עולם", "می‌خواهم", "क्‍ष", "👩🏽‍🚀 back", "Zürich – naïve “quotes”", "日本語"])(
    "%s stays as it is",
    (typed) => expect(oneLine(typed)).toBe(typed),
  );
});

test("words keep their lines and indents", () => {
  expect(manyLines("one\r\ntwo\n\n  - three\u0000\n")).toBe("one\ntwo\n\n  - three");
});

test("what is left can be kept and shown, whatever was typed, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
      const [line, words] = [oneLine(typed), manyLines(typed)];
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
      expect(words.isWellFormed() && line.isWellFormed()).toBe(true);
      expect(oneLine(line)).toBe(line);
      expect(manyLines(words)).toBe(words);
    }),
    { numRuns: 2_000 },
  );
});

test("a bound counts what is kept, and what is nothing to see is missing", () => {
  expect(typedLine().max(3).parse(" a\u200bbc ")).toBe("abc");
  expect(typedText().min(1).safeParse("\u200b\u202e").success).toBe(false);
});
