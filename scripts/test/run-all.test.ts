import { expect, test } from "vitest";
import type { Count } from "./count";
import { runAll } from "./run-all";
import type { Step } from "./steps";

const step = (name: string, passed: number, failed: number, more: Partial<Step> = {}): Step => ({
  ...{ name, run: (): Count => ({ passed, failed, skipped: 0 }) },
  ...more,
});

async function outcome(steps: Step[]) {
  const lines: string[] = [];
  const exitCode = await runAll(steps, (line) => lines.push(...line.split("\n")));
  return { exitCode, lines, last: lines.at(-1) };
}

test("the last line counts everything that ran, and no other line has its form", async () => {
  const { exitCode, last, lines } = await outcome([step("types", 1, 0), step("unit", 20, 0)]);
  expect(exitCode).toBe(0);
  expect(last).toBe("21 passed, 0 failed");
  expect(lines.filter((line) => /^\d+ passed, \d+ failed$/.test(line))).toHaveLength(1);
});

test("a failure does not keep the next step from running, and the whole has failed", async () => {
  const { exitCode, last } = await outcome([step("lint", 0, 1), step("unit", 20, 2)]);
  expect({ exitCode, last }).toEqual({ exitCode: 1, last: "20 passed, 3 failed" });
});

test("what passed only at the second try is said", async () => {
  const journeys = step("end to end", 0, 0, {
    run: () => ({ passed: 9, failed: 0, skipped: 0, late: 2 }),
  });
  const { lines } = await outcome([journeys]);
  expect(lines.join()).toContain("9 passed, 0 failed, 2 of them at the second try");
});

test("a step that ran nothing has failed", async () => {
  const { exitCode, last } = await outcome([step("unit", 0, 0), step("types", 1, 0)]);
  expect({ exitCode, last }).toEqual({ exitCode: 1, last: "1 passed, 1 failed" });
});

test("a step whose needs failed is not run and has failed", async () => {
  let ran = false;
  const journeys = step("end to end", 9, 0, {
    needs: ["build"],
    run: () => {
      ran = true;
      return { passed: 9, failed: 0, skipped: 0 };
    },
  });
  const { exitCode, last, lines } = await outcome([step("build", 0, 1), journeys]);
  expect({ ran, exitCode, last }).toEqual({ ran: false, exitCode: 1, last: "0 passed, 2 failed" });
  expect(lines).toContain("Not run: it needs build.");
});
