import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Count, countPlaywright, countVitest, failed, passed } from "./count";

/** One part of the tests. It is not run when a step that it needs has failed. */
export type Step = { name: string; needs?: string[]; run: () => Count | Promise<Count> };

/** A program of ours, counted as one test: it passes when it ends well. */
export function runPlain(program: string, args: string[]): Count {
  return run([program, ...args]) === 0 ? passed : failed;
}

/** One of vitest's projects, counted by its own report. */
export function runVitest(project: "unit" | "integration", args: string[] = []): Count {
  return withReport((report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const all = ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters, ...args];
    return countVitest(report, run(all));
  });
}

/** The journeys in a browser (undefined: Playwright's own), counted by their own report. */
export function runPlaywright(browser: string | undefined): Count {
  return withReport((report) => {
    const env = {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(browser && { PLAYWRIGHT_CHROMIUM_PATH: browser }),
    };
    return countPlaywright(report, run(["node_modules/@playwright/test/cli.js", "test"], env));
  });
}

function run(args: string[], env: Record<string, string> = {}): number | null {
  return spawnSync(process.execPath, args, {
    // No step may wait for a person.
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  }).status;
}

function withReport(count: (report: string) => Count): Count {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-report-"));
  try {
    return count(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
