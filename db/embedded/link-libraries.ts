import { copyFileSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Makes the library links that a PostgreSQL package lists in `native/pg-symlinks.json`. The package does so in an
 * install script; installs without scripts lack them, and nothing starts.
 */
export function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const [from, to] = [join(native, "..", source), join(native, "..", target)];
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      // Another process was quicker, or this file system has no links.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") copyFileSync(from, to);
    }
  }
}
