/**
 * `npm run bench:backup`: what `npm run backup` and `npm run restore` take of an installation with 1,000,000 subscribers
 * and 10,000 incidents, and of a tenth of it: seconds, bytes of the file, most memory held. Ends with 1 when memory grows
 * with what is saved. Last line: JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Measured, measureBackup } from "./backup/measure";

/** Ten times the rows may take so much more memory at most: buffers that have not been collected yet. */
const growthMax = 1.5;

const { values } = parseArgs({
  options: {
    incidents: { type: "string", default: "10000" },
    subscribers: { type: "string", default: "1000000" },
  },
});
const large = { incidents: Number(values.incidents), subscribers: Number(values.subscribers) };
const small = { incidents: large.incidents / 10, subscribers: large.subscribers / 10 };
const folder = mkdtempSync(join(tmpdir(), "drawbridge-backup-"));

try {
  const [few, many] = [
    await measureBackup(join(folder, "small"), small),
    await measureBackup(join(folder, "large"), large),
  ];
  const growth = Math.max(
    many.backup.peakBytes / few.backup.peakBytes,
    many.restore.peakBytes / few.restore.peakBytes,
  );
  console.log(
    JSON.stringify({ large: factsOf(many), small: factsOf(few), memory_growth: Number(growth.toFixed(2)) }),
  );
  process.exitCode = growth > growthMax ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function factsOf({ size, fileBytes, backup, restore }: Measured) {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  return {
    ...size,
    file_mb: megabytes(fileBytes),
    backup_s: Number(backup.seconds.toFixed(1)),
    backup_peak_mb: megabytes(backup.peakBytes),
    restore_s: Number(restore.seconds.toFixed(1)),
    restore_peak_mb: megabytes(restore.peakBytes),
  };
}
