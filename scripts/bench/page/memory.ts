import { readdirSync, readFileSync } from "node:fs";

/** Megabytes that a process and its children have resident, now and at most; null where there is no /proc to ask. */
export function residentMegabytes(pid: number): { now: number; most: number } | null {
  if (process.platform !== "linux") return null;
  const family = [pid, ...childrenOf(pid)];
  const sum = (name: string) =>
    Math.round(family.reduce((total, one) => total + kilobytes(one, name), 0) / 1024);
  return { now: sum("VmRSS"), most: sum("VmHWM") };
}

function kilobytes(pid: number, name: string): number {
  const found = new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? 0);
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}
