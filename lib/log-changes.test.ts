import { expect, test, vi } from "vitest";
import { logChanges } from "./log-changes";

test("an outage that lasts is said once, and so is its end", () => {
  const lines: string[] = [];
  const say = logChanges("Clock", (line) => lines.push(line));
  for (const fault of [null, "down", "down", "down", null, null, "down"]) say(fault);
  expect(lines).toEqual(["Clock: down", "Clock: works again.", "Clock: down"]);
});

test("where nothing else is said the fault is an error, and its end is none", () => {
  const [error, log] = (["error", "log"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => undefined),
  );
  const say = logChanges("Clock");
  for (const fault of ["down", null]) say(fault);
  expect(error!.mock.calls).toEqual([["Clock: down"]]);
  expect(log!.mock.calls).toEqual([["Clock: works again."]]);
  vi.restoreAllMocks();
});
