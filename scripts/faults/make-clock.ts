import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const preload = new URL("./shifted-clock.mjs", import.meta.url);
/** Each process looks every 50 ms; one whose turn does not come for so long hangs. */
const patienceMilliseconds = 10_000;

/** Clocks of our processes that can be set while they run. PostgreSQL keeps its own. */
export function makeClock() {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-clock-"));
  const file = join(folder, "shift");
  let [shift, before] = [0, 0];
  writeFileSync(file, "0");
  const follows = (pid: number) => {
    try {
      return readFileSync(`${file}-${pid}`, "utf8") === String(shift);
    } catch {
      return false;
    }
  };
  return {
    /** Times that our processes may have at this moment: two while a clock is being set. */
    times: () => [...new Set([shift, before])].map((by) => Date.now() + by),
    /** Sets all clocks; answers once these processes go by it. */
    set: async (milliseconds: number, pids: number[]) => {
      [shift, before] = [milliseconds, shift];
      writeFileSync(file, String(milliseconds));
      for (const begun = performance.now(); !pids.every(follows); await wait(10)) {
        if (performance.now() - begun > patienceMilliseconds)
          throw new Error("A process keeps its old clock.");
      }
      before = shift;
    },
    env: {
      CLOCK_SHIFT_FILE: file,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${JSON.stringify(preload.href)}`.trim(),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
