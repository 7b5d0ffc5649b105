import { expect, test } from "vitest";
import { bearerMatches } from "./bearer";

test("only the exact token opens the door", () => {
  expect(bearerMatches("Bearer secret", "secret")).toBe(true);
  for (const header of [
    null,
    undefined,
    "",
    "secret",
    "Bearer ",
    "Bearer secre",
    "Bearer secret ",
    "Basic secret",
  ])
    expect(bearerMatches(header, "secret")).toBe(false);
});
