import fc from "fast-check";
import { expect, test } from "vitest";
import { depthMax, parseShallow } from "./shallow-json";

const nested = (levels: number, inside = "1") => "[".repeat(levels) + inside + "]".repeat(levels);

test("what is nested too deep is refused before it is built", () => {
  expect(() => parseShallow(nested(depthMax))).not.toThrow();
  expect(() => parseShallow(nested(depthMax + 1))).toThrow(SyntaxError);
  expect(() => parseShallow('{"a":'.repeat(100_000))).toThrow("nested deeper");
});

test("brackets inside of strings are words", () => {
  const words = `${"[{".repeat(99)}\\"]`;
  expect(parseShallow(JSON.stringify([words]))).toEqual([words]);
});

test("everything else is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 10 }), (text) => {
      expect(parseShallow(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(() => parseShallow("{")).toThrow(SyntaxError);
});
