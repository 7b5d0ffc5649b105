import { existsSync, readFileSync } from "node:fs";

/** What a step of the tests found; `late` of the passed needed a second try. */
export type Count = { passed: number; failed: number; skipped: number; late?: number };

/** A step that is one test by itself. */
export const passed: Count = { passed: 1, failed: 0, skipped: 0 };
export const failed: Count = { passed: 0, failed: 1, skipped: 0 };

type VitestReport = Record<
  "numPassedTests" | "numFailedTests" | "numPendingTests" | "numTodoTests",
  number | undefined
>;
type PlaywrightReport = {
  stats?: { expected: number; flaky: number; unexpected: number; skipped: number };
};

/** Counts vitest's JSON report; `status` is how the program ended. */
export function countVitest(file: string, status: number | null): Count {
  const report = read<VitestReport>(file);
  return judge(status, {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/** Counts Playwright's JSON report; `status` is how the program ended. */
export function countPlaywright(file: string, status: number | null): Count {
  const stats = read<PlaywrightReport>(file)?.stats;
  return judge(status, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
    ...(stats?.flaky && { late: stats.flaky }),
  });
}

/** A program may end badly with every test green: a file that did not load, a fault after the last test. */
function judge(status: number | null, found: Count): Count {
  return status !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}

function read<T>(file: string): T | null {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
