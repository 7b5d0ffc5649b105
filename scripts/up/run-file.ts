import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What runs on a data folder: written by the supervisor, read by a second `up` and by tests. */
export type RunFile = {
  pid: number;
  url: string;
  appUrl: string;
  controlUrl: string;
  databaseUrl: string | null;
  ready: boolean;
  children: Record<string, number>;
};

const file = (dataDir: string) => join(dataDir, "run.json");

export function readRunFile(dataDir: string): RunFile | null {
  return existsSync(file(dataDir)) ? JSON.parse(readFileSync(file(dataDir), "utf8")) : null;
}

export function writeRunFile(dataDir: string, run: RunFile): void {
  writeFileSync(`${file(dataDir)}.new`, JSON.stringify(run, null, 2));
  renameSync(`${file(dataDir)}.new`, file(dataDir));
}

export function removeRunFile(dataDir: string): void {
  rmSync(file(dataDir), { force: true });
}

/** Throws when another supervisor works on this data folder. */
export function refuseSecond(dataDir: string): void {
  const run = readRunFile(dataDir);
  if (!run || run.pid === process.pid) return;
  try {
    process.kill(run.pid, 0);
  } catch {
    return; // It was killed; its children have noticed.
  }
  throw new Error(`Drawbridge runs on ${dataDir} already: ${run.url} (process ${run.pid}).`);
}

/** Tests hold a part down by a file `hold-<name>` in the data folder. */
export const isHeld = (dataDir: string, name: string) => existsSync(join(dataDir, `hold-${name}`));
