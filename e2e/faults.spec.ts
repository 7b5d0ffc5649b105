import { expect, test } from "@playwright/test";
import { faults, isWell, runFaults } from "@/scripts/faults/run";

test.setTimeout(300_000);

test("whatever fails, readers have the last truth and its age, the desk says what is wrong, nobody is told twice", async () => {
  const lines: string[] = [];
  const verdict = await runFaults({ quick: true, say: (line) => lines.push(line) });
  const { outcomes: _, ...facts } = verdict;
  console.log(`${lines.join("\n")}\n${JSON.stringify(facts)}`);
  expect(isWell(verdict), lines.join("\n")).toBe(true);
  // What cannot be made here is named, and never counted as held.
  expect(verdict.faults + verdict.not_made.length).toBe(faults.filter(({ quick }) => quick).length);
});
