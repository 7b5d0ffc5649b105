import { mkdir, readFile, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { writeSafely } from "../write-safely";
import type { CopyFile } from "./copy";
import { fileNameOf, indexName } from "./file-name";
import { CopyIndex, type Sink } from "./sink";

/** A folder on this machine: a web server's root, a mounted disk, or what another program uploads. */
export class FolderSink implements Sink {
  readonly name: string;
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
    this.name = `the folder ${this.folder}`;
  }

  nameOf({ path, isHtml }: Pick<CopyFile, "path" | "isHtml">): string | null {
    return path === "/stamp.json" ? path.slice(1) : fileNameOf(path, isHtml);
  }

  async readIndex(): Promise<CopyIndex | null> {
    const text = await readFile(join(this.folder, indexName), "utf8").catch(() => "null");
    try {
      return CopyIndex.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  async writeIndex(index: CopyIndex): Promise<void> {
    await this.write(indexName, Buffer.from(JSON.stringify(index)));
  }

  put(name: string, { body }: CopyFile): Promise<void> {
    return this.write(name, body);
  }

  async remove(name: string): Promise<void> {
    await rm(this.inside(name), { force: true });
    // A folder that others still use refuses, and stays.
    await rmdir(dirname(this.inside(name))).catch(() => undefined);
  }

  private async write(name: string, bytes: Buffer): Promise<void> {
    const file = this.inside(name);
    // Whoever serves it may be another user than we are.
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    await writeSafely(file, bytes, 0o644);
  }

  /** An index that somebody else wrote may name anything: only what lies in our folder is touched. */
  private inside(name: string): string {
    const file = resolve(this.folder, name);
    if (!file.startsWith(this.folder + sep)) throw new Error(`${name} lies outside ${this.folder}`);
    return file;
  }
}
