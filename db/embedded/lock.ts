import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** How long a start may wait for another process's start. */
const patienceSeconds = 60;

/** Runs `work` while no other process on this machine does under the same file; a dead owner's file is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  for (let waited = 0; waited < patienceSeconds * 1000; waited += 50) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (ownerIsDead(file)) rmSync(file, { force: true });
    await wait(50);
  }
  throw new Error(`Another process has held ${file} for ${patienceSeconds} s. If none runs, delete it.`);
}

function ownerIsDead(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, "utf8"));
    // Empty for the moment between creating and writing: then the owner is alive.
    if (!owner) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
