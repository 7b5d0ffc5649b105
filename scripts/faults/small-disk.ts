import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  folder: string;
  /** Fills it to the last byte. */
  fill: () => void;
  /** Makes room again. */
  clear: () => void;
  remove: () => void;
};

/** A file system of its own on a folder, so small that it can be filled; null where nobody lets us mount one. */
export function makeSmallDisk(folder: string, bytes: number): SmallDisk | null {
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes},mode=0777`, "tmpfs", folder], {
    stdio: "ignore",
  });
  if (mounted.status !== 0) return null;
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => fill(filler),
    clear: () => rmSync(filler, { force: true }),
    remove: () => void spawnSync("umount", ["-l", folder], { stdio: "ignore" }),
  };
}

/** Whether a small disk can be had here at all. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-mount-"));
  const disk = makeSmallDisk(folder, 1024 * 1024);
  disk?.remove();
  rmSync(folder, { recursive: true, force: true });
  return disk !== null;
}

function fill(file: string): void {
  const handle = openSync(file, "a");
  try {
    for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 16)) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(handle);
  }
  chmodSync(file, 0o600);
  if (statSync(file).size === 0) throw new Error(`${file} could not be filled`);
}
