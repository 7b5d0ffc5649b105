import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

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

/** Holds the server still; answers once no process of it can say a word. */
export async function stopAll(dataDir: string): Promise<void> {
  const [first] = postgresProcesses(dataDir);
  // Who is stopped first makes no more children.
  signalAll([first!], "SIGSTOP");
  while (stateOf(first!) !== "T") await wait(5);
  const rest = childrenOf(first!);
  signalAll(rest, "SIGSTOP");
  while (rest.some((pid) => !["T", "Z", null].includes(stateOf(pid)))) await wait(5);
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

const stateOf = (pid: number) => factsOf(pid)?.[0] ?? null;
const parentOf = (pid: number) => Number(factsOf(pid)?.[1] ?? 0);

function factsOf(pid: number): string[] | null {
  try {
    // The name in brackets may hold anything; the state and the parent follow it.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
  } catch {
    return null;
  }
}
