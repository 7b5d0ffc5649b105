import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hundredths } from "./hundredths";

test.each([
  [0, 0],
  [0.374, 37],
  [0.999, 100],
  [1.4, 100],
  [-0.2, 0],
  [Number.NaN, 0],
])("%j is %j hundredths", (part, said) => expect(hundredths(part)).toBe(said));

test("the desk's style sheet holds a rule for each that can be said", () => {
  const css = readFileSync("components/desk/desk.css", "utf8");
  expect(css).toContain('@source inline("share-{1..100} crossed-{0..100} pier-{20..100}")');
});
