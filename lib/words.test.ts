import { expect, test } from "vitest";
import { wordsFor } from "./words";

test("a language without a translation is read in English", () => {
  expect(wordsFor("tlh").lead.calm).toBe("Everything is working");
  expect(wordsFor("en-US")).toBe(wordsFor("en"));
});

test.each([
  [0, "0 min"],
  [31, "31 min"],
  [60, "1 h"],
  [76, "1 h 16 min"],
  [1440, "1 d"],
  [1630, "1 d 3 h"],
])("%i minutes last %s", (minutes, said) => {
  expect(wordsFor("en").duration(minutes * 60_000)).toBe(said);
});

test("names are listed as people list them", () => {
  expect(wordsFor("en").lead.affected(["Checkout"], "degraded")).toBe("Checkout is degraded.");
  expect(wordsFor("en").lead.affected(["A", "B", "C"], "major_outage")).toBe("A, B and C are down.");
});
