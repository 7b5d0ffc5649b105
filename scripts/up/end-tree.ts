import { type ChildProcess, spawnSync } from "node:child_process";

/** Ends a process that leads its own group, and everything it started: politely first, hard after the patience. */
export function endTree(child: ChildProcess, patienceMilliseconds: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const harder = setTimeout(() => signalTree(child, "SIGKILL"), patienceMilliseconds);
    child.once("exit", () => {
      clearTimeout(harder);
      killRest(child);
      resolve();
    });
    signalTree(child, "SIGTERM");
  });
}

/** Kills what a process that has ended left behind. */
export function killRest(child: ChildProcess): void {
  if (process.platform !== "win32") signalTree(child, "SIGKILL");
}

function signalTree({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (!pid) return;
  // Windows knows neither groups nor polite signals.
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
