/** `npm run backup -- FILE`: the whole database of one moment in one file (docs/operating.md). */
import { existsSync } from "node:fs";
import { dump } from "@/db/backup/dump";
import { env } from "@/lib/env";
import { sealedSecrets } from "./restore/secrets";
import { databaseOf } from "./up/database-of";

const [file] = process.argv.slice(2);
if (!file || file.startsWith("-")) {
  console.error("npm run backup -- FILE");
  process.exit(2);
}
if (existsSync(file)) {
  console.error(`${file} exists. A backup does not take another one's place: give another name.`);
  process.exit(1);
}
const dataDir = env().DATA_DIR;
const database = await databaseOf(dataDir);
try {
  const { head, rows, bytes } = await dump(database.url, file, sealedSecrets(dataDir));
  const all = Object.values(rows).reduce((sum, n) => sum + n, 0);
  console.log(`${file}: ${all} rows of ${Object.keys(rows).length} tables, ${bytes} bytes, of ${head.at}.`);
  console.log("The encryption key is not in it: keep that elsewhere, and both.");
  if (head.auditHead) console.log(`The head of the audit log: ${head.auditHead}`);
} catch (error) {
  console.error(`There is no backup: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await database.stop();
}
