import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The embedded server and all its children. */
export function postgresProcesses(dataDir: string): number[] {
  const first = Number(
    readFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0],
  );
  return [first, ...childrenOf(first)];
}

/** Sends a signal to each; whoever has ended meanwhile needs none. */
export function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    // The name in brackets may hold anything; the state and the parent follow it.
    const after = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!;
    return Number(after.split(" ")[1]);
  } catch {
    return null;
  }
}
