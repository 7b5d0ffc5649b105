import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LockHeldError, type Release, takeLock } from "@/db/embedded/lock";
import { writePrivately } from "./keep-file";

/** What runs on a data folder: written by the supervisor, read by a second `up` and by tests. */
export type RunFile = {
  pid: number;
  url: string;
  appUrl: string;
  controlUrl: string;
  databaseUrl: string | null;
  /** The supervisor (or one before it that was killed) started PostgreSQL, so it stops it as well. */
  ownsPostgres: boolean;
  ready: boolean;
  /** Process ids of front, app and worker. */
  children: Record<string, number>;
};

const file = (dataDir: string) => join(dataDir, "run.json");

/** What runs; also what ran when the supervisor was killed. Null when nothing does. */
export function readRunFile(dataDir: string): RunFile | null {
  return existsSync(file(dataDir)) ? JSON.parse(readFileSync(file(dataDir), "utf8")) : null;
}

export function writeRunFile(dataDir: string, run: RunFile): void {
  writePrivately(file(dataDir), run);
}

export function removeRunFile(dataDir: string): void {
  rmSync(file(dataDir), { force: true });
}

/** Takes the data folder for this supervisor. Throws with where the other one is when it has one. */
export async function takeDataDir(dataDir: string): Promise<Release> {
  try {
    return await takeLock(join(dataDir, "up.lock"), 0);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const run = readRunFile(dataDir);
    const where = run ? `: ${run.url} (process ${run.pid})` : "";
    throw new Error(
      `Drawbridge runs on ${dataDir} already${where}. Stop it first, or choose another DATA_DIR.`,
    );
  }
}

/** Tests hold a part down by an empty file `hold-<part>` in the data folder: front, app, worker or postgres. */
export const isHeld = (dataDir: string, part: string) => existsSync(join(dataDir, `hold-${part}`));
