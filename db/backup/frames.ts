import { createHash } from "node:crypto";
import type { Readable, Writable } from "node:stream";

/*
 * The inside of a backup: a line of JSON about it; for each table a line of JSON, its rows as PostgreSQL's COPY gives
 * them in portions (a line with the length, then so many bytes; length 0 ends them); and a last line with the counts and
 * the SHA-256 of all before it.
 */

const lineMax = 16 * 1024 * 1024;

/** Writes the parts, waits while the receiver is slow, and remembers what goes into the checksum. */
export class FrameWriter {
  private readonly hash = createHash("sha256");

  constructor(private readonly into: Writable) {}

  async line(content: object): Promise<void> {
    await this.write(Buffer.from(`${JSON.stringify(content)}\n`));
  }

  /** Rows as they come; an empty portion would end them. */
  async rows(source: AsyncIterable<Buffer>): Promise<void> {
    for await (const portion of source) {
      if (portion.length === 0) continue;
      await this.write(Buffer.from(`${portion.length}\n`));
      await this.write(portion);
    }
    await this.write(Buffer.from("0\n"));
  }

  /** The last line: counts, and the checksum of what was written so far. */
  end(counts: object): Promise<void> {
    return this.line({ ...counts, sha256: this.hash.copy().digest("hex") });
  }

  private async write(bytes: Buffer): Promise<void> {
    this.hash.update(bytes);
    if (!this.into.write(bytes)) await new Promise((resolve) => this.into.once("drain", resolve));
  }
}

/** Reads the parts in the order in which they were written. Throws `cut off` at an early end. */
export class FrameReader {
  private readonly hash = createHash("sha256");
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.source = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** A line of JSON, and the checksum of all that stood before it. */
  async line(): Promise<{ content: unknown; sha256: string }> {
    const sha256 = this.hash.copy().digest("hex");
    return { content: JSON.parse(await this.textLine()), sha256 };
  }

  /** A table's rows, to be read to their end. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const length = Number(await this.textLine());
      if (!Number.isInteger(length) || length < 0) throw new Error("a portion has no length");
      if (length === 0) return;
      yield await this.take(length);
    }
  }

  private async textLine(): Promise<string> {
    let end = this.held.indexOf(10);
    for (; end < 0; end = this.held.indexOf(10)) {
      if (this.held.length > lineMax) throw new Error("a line does not end");
      await this.more();
    }
    const line = await this.take(end + 1);
    return line.toString("utf8", 0, end);
  }

  private async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      if (this.held.length === 0) await this.more();
      const part = this.held.subarray(0, missing);
      this.held = this.held.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    this.hash.update(bytes);
    return bytes;
  }

  private async more(): Promise<void> {
    const { done, value } = await this.source.next();
    if (done) throw new Error("it is cut off");
    this.held = this.held.length ? Buffer.concat([this.held, value]) : value;
  }
}
