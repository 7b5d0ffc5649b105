/** `npm run restore -- FILE [--force]`: the database as it was when the backup was made (docs/operating.md). */

import { readBackup } from "@/db/backup/read-backup";
import { env } from "@/lib/env";
import { holdKeys, ringOf } from "@/lib/secret-box";
import { restore } from "./restore/restore";
import { bringSecrets } from "./restore/secrets";
import { databaseOf } from "./up/database-of";
import { keepKeys } from "./up/encryption-key";
import { takeDataDir } from "./up/run-file";

const force = process.argv.includes("--force");
const [file] = process.argv.slice(2).filter((arg) => arg !== "--force");
if (!file || file.startsWith("-")) {
  console.error("npm run restore -- FILE [--force]");
  process.exit(2);
}
const dataDir = env().DATA_DIR;
let release = () => {};
try {
  await readBackup(file);
  release = await takeDataDir(dataDir);
  const keys = keepKeys(dataDir, process.env);
  holdKeys(ringOf(keys.key, keys.old));
  const database = await databaseOf(dataDir);
  try {
    const { head, rows, parked, untold, saved } = await restore({
      url: database.url,
      file,
      force,
      now: new Date(),
    });
    const brought = bringSecrets(dataDir, head.secrets);
    console.log(`Restored ${rows} rows as they were at ${head.at}.`);
    if (saved) console.log(`What was there before is in ${saved}.`);
    if (brought)
      console.log("The secrets that sign links were put into the data folder; their key must be there too.");
    console.log(
      parked + untold > 0
        ? `${parked} messages and ${untold} updates were not told when the backup was made, and may have been since. Nothing of it is sent by itself: a person decides at the desk, under Deliveries.`
        : "Nothing was waiting to be told.",
    );
    console.log(
      "Everybody signs in again. Look at the page before you tell anybody: what was said since is not in it.",
    );
  } finally {
    await database.stop();
  }
} catch (error) {
  console.error(`Nothing was restored: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  release();
}
