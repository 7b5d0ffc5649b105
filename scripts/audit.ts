/** `npm run audit -- verify`: whether the audit log is whole, and where it breaks if it is not. */
import { verifyChain } from "@/db/audit/verify-chain";
import { openPool } from "@/db/pool";
import { env } from "@/lib/env";
import { databaseOf } from "./up/database-of";

const usage = `npm run audit -- verify               reads the whole audit log and computes every hash anew
npm run audit -- verify --head HASH   and looks for a head that was noted earlier`;

const [command, flag, head] = process.argv.slice(2);
if (command !== "verify" || (flag !== undefined && (flag !== "--head" || !head))) {
  console.error(usage);
  process.exit(2);
}
const database = await databaseOf(env().DATA_DIR);
const pool = await openPool(database.url, 1);
try {
  const verdict = await verifyChain(pool, head);
  if (verdict.whole) {
    console.log(`The audit log is whole: ${verdict.rows} rows. Note its head elsewhere: ${verdict.head}`);
  } else {
    console.error(
      `The audit log breaks at row ${verdict.brokenAt}: ${verdict.why}. ${verdict.rows} rows before it are whole.`,
    );
    process.exitCode = 1;
  }
} finally {
  await pool.end();
  await database.stop();
}
