import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { countPlaywright, countVitest } from "./count";

const folder = mkdtempSync(join(tmpdir(), "drawbridge-count-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}
const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

test("tests are counted from the runners' own reports", () => {
  expect(countVitest(report(vitest), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
  expect(countPlaywright(report({ stats }), 1)).toEqual({ passed: 5, failed: 2, skipped: 3, late: 1 });
});

test("a runner that ends badly with every test green has failed", () => {
  expect(countVitest(report(vitest), 1)).toMatchObject({ passed: 7, failed: 1 });
  expect(countVitest(report(vitest), null)).toMatchObject({ failed: 1 });
});

test("a runner that left no report has failed", () => {
  expect(countVitest(join(folder, "missing.json"), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
