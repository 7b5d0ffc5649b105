import { z } from "zod";
import type { CopyFile } from "./copy";

/** What a copy holds, by name; written last, so that it never promises what is not there. */
export const CopyIndex = z.object({
  version: z.number().int().nonnegative(),
  confirmedAt: z.number(),
  /** Which process wrote it: several fronts may write to one place. */
  writer: z.string(),
  /** Names of the writes that this one follows on, its own first. A write that is missing was not seen by it. */
  writes: z.array(z.string()).default([]),
  files: z.record(z.string(), z.string()),
});
export type CopyIndex = z.infer<typeof CopyIndex>;

/** A place that any static host can serve from. Everything throws when the place does not take it. */
export interface Sink {
  /** In words, for people: "the folder /srv/status". Holds no secret. */
  readonly name: string;
  /** What a file is called there; null for a path that it may not hold. */
  nameOf(file: Pick<CopyFile, "path" | "isHtml">): string | null;
  /** What an earlier copy left; null when there is none that can be read. */
  readIndex(): Promise<CopyIndex | null>;
  writeIndex(index: CopyIndex): Promise<void>;
  /** Whole or not at all: a reader gets the old bytes or the new. */
  put(name: string, file: CopyFile): Promise<void>;
  /** Removing what is not there is no fault. */
  remove(name: string): Promise<void>;
}
