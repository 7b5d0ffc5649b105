import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A version from git, installed as its own lock says and built by its own scripts, in a temporary folder that later runs
 * find again. Answers the folder. Throws with what git, npm or the build said.
 */
export function buildVersion(ref: string): { folder: string; commit: string } {
  const commit = execFileSync("git", ["rev-parse", "--verify", `${ref}^{commit}`], {
    encoding: "utf8",
  }).trim();
  const folder = join(tmpdir(), `drawbridge-version-${commit.slice(0, 12)}`);
  if (!existsSync(join(folder, "package.json"))) {
    mkdirSync(folder, { recursive: true });
    const archive = execFileSync("git", ["archive", commit], { maxBuffer: archiveBytesMax });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
  }
  const { NEXT_DIST_DIR: _, ...env } = process.env;
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  run("-e", 'import("./scripts/up/install.mjs").then(({ install }) => install())');
  const build =
    'const { buildIfChanged } = await import("./scripts/up/build-if-changed.ts"); await buildIfChanged()';
  run("--import", "tsx", "--input-type=module", "-e", build);
  return { folder, commit };
}

const archiveBytesMax = 256 * 1024 * 1024;
