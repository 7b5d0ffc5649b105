import { open, rename, rm } from "node:fs/promises";

let writes = 0;

/** Whole or not at all, also when the power goes: a new file, forced to disk, takes the old one's name. */
export async function writeSafely(file: string, bytes: Buffer, mode = 0o666): Promise<void> {
  const fresh = `${file}.${process.pid}-${++writes}.tmp`;
  try {
    const handle = await open(fresh, "w", mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
}
