import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The JSON that a file holds; on the first run what `make` answers, written whole, readable by its owner only. */
export function keepFile<T>(file: string, make: () => T): T {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const made = make();
  writePrivately(file, made);
  return made;
}

/** Writes JSON so that a reader sees the old or the new, never half of it; readable by its owner only. */
export function writePrivately(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
