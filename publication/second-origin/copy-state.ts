import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

/** How the copy at one place stands. Times are ISO 8601. */
export const CopyState = z.object({
  name: z.string(),
  /** The version there, as far as we know; null before the first. */
  version: z.number().nullable(),
  writtenAt: z.string().nullable(),
  /** Older pages that are not in it yet. */
  missing: z.number(),
  /** Why the last try failed; null when it did not. */
  fault: z.string().nullable(),
  faultSince: z.string().nullable(),
  /** The version that another front keeps there, newer than ours. */
  newerElsewhere: z.number().nullable(),
});
export type CopyState = z.infer<typeof CopyState>;

const fileOf = (folder: string, name: string) =>
  join(folder, `copy-${createHash("sha256").update(name).digest("hex").slice(0, 16)}.json`);

/** What an earlier process noted of a place; a place that is new, or a note that is damaged, has none of it. */
export function readCopyState(folder: string, name: string): CopyState {
  const none: CopyState = {
    ...{ name, version: null, writtenAt: null, missing: 0 },
    ...{ fault: null, faultSince: null, newerElsewhere: null },
  };
  const file = fileOf(folder, name);
  if (!existsSync(file)) return none;
  try {
    return CopyState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return none;
  }
}

/** Notes it. Throws when the disk refuses. */
export async function noteCopyState(folder: string, state: CopyState): Promise<void> {
  const file = fileOf(folder, state.name);
  mkdirSync(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, JSON.stringify(state));
  await rename(`${file}.tmp`, file);
}
