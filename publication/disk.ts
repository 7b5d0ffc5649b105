import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PageFacts } from "./page";
import { writeSafely } from "./write-safely";

const Manifest = z.object({
  version: z.number().int().nonnegative(),
  confirmedAt: z.number(),
  known: z.array(z.string()),
  /** Each is read by itself: a damaged one costs that page only. */
  pages: z.array(z.unknown()),
});
const Confirmation = z.object({ version: z.number(), confirmedAt: z.number() });

/** The publication as disk holds it. A body is null where it is not in memory and therefore on disk already. */
export type Kept = {
  version: number;
  confirmedAt: number;
  known: string[];
  pages: { facts: PageFacts; body: Buffer | null }[];
};

const atATime = 8;
const sweptMax = 500;

/**
 * The publication's folder: `bodies/<sha-256>` hold the bytes, `manifest.json` says which path they answer,
 * `confirmed.json` when that was last confirmed. Reading never throws: what is damaged counts as absent.
 */
export class Disk {
  private readonly bodies: string;
  private written = new Set<string>();

  constructor(private readonly folder: string) {
    this.bodies = join(folder, "bodies");
  }

  /**
   * What an earlier process kept; null when there is nothing to read. Also learns which bodies are there, and tidies
   * up what was half written, unless another process may be writing.
   */
  load(tidy = true): (Omit<Kept, "pages"> & { pages: PageFacts[] }) | null {
    for (const name of namesIn(this.bodies)) {
      if (/^[0-9a-f]{64}$/.test(name)) this.written.add(name);
      else if (tidy) rmSync(join(this.bodies, name), { force: true });
    }
    const manifest = Manifest.safeParse(jsonIn(join(this.folder, "manifest.json"))).data;
    if (!manifest) return null;
    const confirmation = Confirmation.safeParse(jsonIn(join(this.folder, "confirmed.json"))).data;
    const confirmed = confirmation?.version === manifest.version ? confirmation.confirmedAt : 0;
    return {
      ...manifest,
      confirmedAt: Math.max(manifest.confirmedAt, confirmed),
      pages: manifest.pages.flatMap((page) => PageFacts.safeParse(page).data ?? []),
    };
  }

  /** The bytes with this hash; null when they are absent or damaged. */
  async read(hash: string): Promise<Buffer | null> {
    const body = await readFile(join(this.bodies, hash)).catch(() => null);
    if (body && createHash("sha256").update(body).digest("hex") === hash) return body;
    this.written.delete(hash);
    return null;
  }

  /** Writes what is not there yet, the manifest last. Throws when the disk refuses; the old manifest then stays. */
  async save({ version, confirmedAt, known, pages }: Kept): Promise<void> {
    mkdirSync(this.bodies, { recursive: true });
    const missing = pages.filter(({ facts, body }) => body && !this.written.has(facts.hash));
    for (let next = 0; next < missing.length; next += atATime)
      await Promise.all(
        missing.slice(next, next + atATime).map(async ({ facts, body }) => {
          await writeSafely(join(this.bodies, facts.hash), body!);
          this.written.add(facts.hash);
        }),
      );
    const held = pages.map(({ facts }) => facts).filter(({ hash }) => this.written.has(hash));
    const manifest = JSON.stringify({ version, confirmedAt, known, pages: held });
    await writeSafely(join(this.folder, "manifest.json"), Buffer.from(manifest));
  }

  /** Notes a confirmation. Losing it only makes the page look older, so it is not forced to the platter. */
  async saveConfirmation(version: number, confirmedAt: number): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const file = join(this.folder, "confirmed.json");
    await writeFile(`${file}.tmp`, JSON.stringify({ version, confirmedAt }));
    await rename(`${file}.tmp`, file);
  }

  /** Removes bodies that no page needs any more; what is left over goes the next time. */
  async sweep(needed: PageFacts[]): Promise<void> {
    const hashes = new Set(needed.map(({ hash }) => hash));
    const old = [...this.written].filter((hash) => !hashes.has(hash)).slice(0, sweptMax);
    for (const hash of old) {
      this.written.delete(hash);
      await rm(join(this.bodies, hash), { force: true });
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
