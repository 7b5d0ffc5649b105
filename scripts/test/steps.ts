import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a step of the tests found. A step that ran nothing has failed. */
export type Count = { passed: number; failed: number; skipped: number };
export type Step = () => Count | Promise<Count>;

const failure: Count = { passed: 0, failed: 1, skipped: 0 };

/** A program of ours, counted as one test: it passes when it ends well. */
export function runPlain(program: string, args: string[]): Count {
  const { status } = spawnSync(process.execPath, [program, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : failure;
}

/** One of vitest's projects. */
export function runVitest(project: "unit" | "integration"): Count {
  return withReport((report) => {
    const args = [
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ];
    const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    return count(report, status, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
      passed: numPassedTests ?? 0,
      failed: numFailedTests ?? 0,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    }));
  });
}

/** The journeys in a browser. */
export function runPlaywright(): Count {
  return withReport((report) => {
    const { status } = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "test"], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
    return count(report, status, ({ stats }) => ({
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
    }));
  });
}

type Report = Partial<
  Record<"numPassedTests" | "numFailedTests" | "numPendingTests" | "numTodoTests", number>
> & {
  stats?: { expected: number; flaky: number; unexpected: number; skipped: number };
};

function count(report: string, status: number | null, read: (report: Report) => Count): Count {
  if (!existsSync(report)) return failure;
  const found = read(JSON.parse(readFileSync(report, "utf8")));
  // A runner may also end badly with every test green: a file that did not load, a fault after the last test.
  const fault = status !== 0 && found.failed === 0;
  return fault || found.passed + found.failed === 0 ? { ...found, failed: found.failed + 1 } : found;
}

function withReport(run: (report: string) => Count): Count {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-report-"));
  try {
    return run(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
