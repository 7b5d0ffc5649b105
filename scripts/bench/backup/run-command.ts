import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const noteMemory = new URL("./note-memory.mjs", import.meta.url).href;

export type Cost = { seconds: number; peakBytes: number };

/** Runs one of our commands as a person would, and says what it took. Throws with its words when it fails. */
export async function runCommand(script: string, args: string[], env: Record<string, string>): Promise<Cost> {
  const memoryFile = join(env.DATA_DIR!, "memory");
  const begun = performance.now();
  const child = spawn(process.execPath, ["--import", noteMemory, "--import", "tsx", script, ...args], {
    env: { ...process.env, ...env, MEMORY_FILE: memoryFile },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [status] = await once(child, "exit");
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${said}`);
  return {
    seconds: (performance.now() - begun) / 1_000,
    peakBytes: Number(readFileSync(memoryFile, "utf8")),
  };
}
