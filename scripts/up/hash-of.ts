import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** One hash over the names and bytes of all files at and below these paths; tests do not count. */
export function hashOf(paths: string[], root = "."): string {
  const hash = createHash("sha256");
  for (const name of paths.flatMap((path) => filesOf(root, path)).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name).replaceAll("\\", "/"))
    .filter((name) => !/\.test\.tsx?$/.test(name) && statSync(join(root, name)).isFile());
}
