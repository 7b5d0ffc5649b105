import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const preload = new URL("./shifted-clock.mjs", import.meta.url);

/** Clocks of our processes that can be set while they run. PostgreSQL keeps its own. */
export function makeClock() {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-clock-"));
  const file = join(folder, "shift");
  const shift = (milliseconds: number) => writeFileSync(file, String(milliseconds));
  shift(0);
  return {
    shift,
    env: {
      CLOCK_SHIFT_FILE: file,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${JSON.stringify(preload.href)}`.trim(),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
