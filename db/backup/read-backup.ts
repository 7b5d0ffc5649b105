import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { FrameReader } from "./frames";
import { Foot, Head, TableLine } from "./head";

type TakeTable = (table: TableLine, rows: AsyncIterable<Buffer>) => Promise<unknown>;

/**
 * Reads a backup through, handing each table on (or passing over it), and checks it as it goes. Throws with what is the
 * matter when it is none, is damaged or cut off, or the tables say something else than the last line.
 */
export async function readBackup(file: string, take?: TakeTable): Promise<{ head: Head; foot: Foot }> {
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => undefined);
  try {
    const frames = new FrameReader(unpacked);
    const head = Head.parse((await frames.line()).content);
    for (;;) {
      const { content, sha256 } = await frames.line();
      const foot = Foot.safeParse(content);
      if (foot.success) {
        if (foot.data.sha256 !== sha256) throw new Error("its checksum is another");
        return { head, foot: foot.data };
      }
      const rows = frames.rows();
      await take?.(TableLine.parse(content), rows);
      for await (const _ of rows);
    }
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") throw error;
    throw new UnusableBackup(file, error as Error);
  } finally {
    unpacked.destroy();
  }
}

/** The file cannot be restored from. Nothing was changed. */
export class UnusableBackup extends Error {
  constructor(file: string, cause: Error) {
    super(
      `${file} cannot be used: ${cause.name === "ZodError" ? "it is no backup of Drawbridge" : cause.message}.`,
      {
        cause,
      },
    );
  }
}
