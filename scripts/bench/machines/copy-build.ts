import { cpSync, existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** Next keeps the pages it made in its build: each instance has a build of its own, as each machine would. */
export function copyBuild(number: number): string {
  const from = process.env.NEXT_DIST_DIR || ".next";
  const to = nameOf(number);
  removeBuild(number);
  cpSync(from, to, {
    recursive: true,
    filter: (file) =>
      !["cache", "dev", "trace", "trace-build"].includes(basename(file)) || !isTop(from, file),
  });
  if (!existsSync(join(to, "BUILD_ID"))) throw new Error(`There is no build in ${from}.`);
  return to;
}

/** Removes it again. */
export function removeBuild(number: number): void {
  rmSync(nameOf(number), { recursive: true, force: true });
}

const nameOf = (number: number) => `.next-machine-${number}`;
const isTop = (from: string, file: string) => join(from, basename(file)) === join(file);
