import { expect, test } from "vitest";
import { segments, toGsm } from "./gsm-text";

test("typographic marks and foreign accents become plain, what the alphabet has stays", () => {
  expect(toGsm("“Zahlungen” – è ü ñ ß, Łódź… 14:20 · ok")).toBe('"Zahlungen" - è ü ñ ß, Łodz... 14:20 - ok');
});

test("other scripts stay as they are and cost more", () => {
  expect(toGsm("Платежи")).toBe("Платежи");
  expect(segments("Платежи")).toBe(1);
  expect(segments("П".repeat(71))).toBe(2);
});

test("a message has 160 characters, several have 153 each, and brackets count twice", () => {
  expect(segments("a".repeat(160))).toBe(1);
  expect(segments("a".repeat(161))).toBe(2);
  expect(segments("a".repeat(307))).toBe(3);
  expect(segments("[".repeat(80))).toBe(1);
  expect(segments("[".repeat(81))).toBe(2);
});
