import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Counts } from "./provider";

/** The provider's double as a process of its own. */
export async function startProvider() {
  const child = fork(fileURLToPath(new URL("./provider.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const ask = async (question: object): Promise<Counts> => {
    const answer = once(child, "message");
    child.send(question);
    return (await answer)[0] as Counts;
  };
  return {
    url,
    pid: child.pid,
    reset: (perSecond: number | null) => ask({ kind: "reset", perSecond }),
    counts: () => ask({ kind: "counts" }),
    stop: () => end(child),
  };
}

/** A real worker (scripts/worker.ts), as `npm run up` starts it. */
export function startWorker(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("The worker is up")) resolve();
    });
  });
  return { ready, peakMegabytes: () => peakMegabytes(child), stop: () => end(child) };
}

/** The most memory a process ever had resident; null where there is no /proc to ask. */
function peakMegabytes({ pid }: ChildProcess): number | null {
  if (process.platform !== "linux") return null;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
