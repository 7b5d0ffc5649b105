import { cpSync, existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** Where an instance's own build lies, in the folder of its version. */
export const buildOf = (number: number) => `.next-machine-${number}`;

/**
 * Next keeps the pages it made in its build: each instance has a build of its own, as each machine would. `folder`: where
 * the version lies.
 */
export function copyBuild(number: number, folder = "."): string {
  const from = join(folder, (folder === "." && process.env.NEXT_DIST_DIR) || ".next");
  const to = join(folder, buildOf(number));
  removeBuild(number, folder);
  cpSync(from, to, {
    recursive: true,
    filter: (file) =>
      !["cache", "dev", "trace", "trace-build"].includes(basename(file)) || !isTop(from, file),
  });
  if (!existsSync(join(to, "BUILD_ID"))) throw new Error(`There is no build in ${from}.`);
  return buildOf(number);
}

/** Removes it again. */
export function removeBuild(number: number, folder = "."): void {
  rmSync(join(folder, buildOf(number)), { recursive: true, force: true });
}

const isTop = (from: string, file: string) => join(from, basename(file)) === join(file);
