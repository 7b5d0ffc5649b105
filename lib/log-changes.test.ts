import { expect, test } from "vitest";
import { logChanges } from "./log-changes";

test("an outage that lasts is said once, and so is its end", () => {
  const lines: string[] = [];
  const say = logChanges("Clock", (line) => lines.push(line));
  for (const fault of [null, "down", "down", "down", null, null, "down"]) say(fault);
  expect(lines).toEqual(["Clock: down", "Clock: works again.", "Clock: down"]);
});
