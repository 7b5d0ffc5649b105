import { readdirSync, readFileSync } from "node:fs";

/** /proc counts in hundredths of a second on every Linux that Node runs on. */
const microsecondsPerTick = 10_000;

/** CPU microseconds that a process and all its descendants have used; null where there is no /proc to ask. */
export function cpuMicroseconds(pid: number | null): number | null {
  if (pid === null || process.platform !== "linux") return null;
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf);
  const tree = new Set([pid]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all
    .filter(({ pid }) => tree.has(pid))
    .reduce((sum, { ticks }) => sum + ticks * microsecondsPerTick, 0);
}

function statOf(pid: string) {
  try {
    // The name stands in parentheses and may hold anything, so we read from behind it.
    const [, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return [{ pid: Number(pid), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) }];
  } catch {
    return []; // It ended while we looked.
  }
}
