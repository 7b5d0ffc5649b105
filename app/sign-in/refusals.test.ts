import { expect, test } from "vitest";
import { signInRefusal } from "./refusals";

test("too many tries: says when to try again, and the other way in", () => {
  expect(signInRefusal("TooManyAttempts.780")).toContain("Try again in 13 minutes");
  expect(signInRefusal("TooManyAttempts.5")).toContain("Try again in a minute");
  expect(signInRefusal("TooManyAttempts.780")).toContain("link");
});

test("a reason that nobody gave says nothing of what was in it", () => {
  expect(signInRefusal("TooManyAttempts.<script>")).toBe("That did not work. Nothing changed: try again.");
  expect(signInRefusal(undefined)).toBeNull();
});

test("what is no reason has its words too, whatever it is called", () => {
  for (const strange of ["constructor", "__proto__", "toString", "<x7q>", "TooManyAttempts.x"])
    expect(signInRefusal(strange)).toBe("That did not work. Nothing changed: try again.");
});
