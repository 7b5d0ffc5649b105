import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the built app is made from. */
const sources = [
  ...["app", "components", "communications", "db", "emails", "lib", "pages", "status", "public"],
  ...["next.config.js", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package-lock.json"],
];

/** Builds the app unless the build at hand was made from these very sources. Throws when the build fails. */
export function buildIfChanged(distDir = process.env.NEXT_DIST_DIR ?? ".next"): boolean {
  const stamp = join(distDir, "drawbridge-sources");
  const wanted = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  console.log("Building …");
  const args = ["node_modules/next/dist/bin/next", "build"];
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const built = spawnSync(process.execPath, args, { env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}\n${built.stderr}`);
  writeFileSync(stamp, wanted);
  return true;
}

/** One hash over the names and bytes of all files below these paths; tests do not count. */
export function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesOf).sort()) {
    hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path) && !path.includes("/")) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"));
}
