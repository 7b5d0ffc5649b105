/**
 * `npm run bench:desk`: what the desk costs on a database with a past. Today: a dry run of changed rules over the last
 * 1,000 incidents with 100,000 people, all reading included. Durable PostgreSQL, one machine. Last line: JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "@/db/client";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { stopPostgres } from "@/db/embedded/stop-postgres";
import { ensurePublicAudience } from "@/db/factories";
import { migrate } from "@/db/migrate";
import { makeCrowd } from "./desk/crowd";
import { measureDryRun } from "./desk/dry-run";

const { values } = parseArgs({
  options: {
    incidents: { type: "string", default: "1000" },
    people: { type: "string", default: "100000" },
  },
});
const [incidents, people] = [Number(values.incidents), Number(values.people)];
const dataDir = mkdtempSync(join(tmpdir(), "drawbridge-desk-"));

try {
  const { url } = await ensurePostgres({ dataDir: join(dataDir, "postgres"), database: "desk" });
  await migrate(url);
  const { db, close } = await openDatabase(url);
  await ensurePublicAudience(db);
  await makeCrowd(db, { incidents, people });
  const { milliseconds, words } = await measureDryRun(db, incidents);
  console.log(`dry run: ${words}`);
  await close();
  console.log(JSON.stringify({ dry_run_ms: Math.round(milliseconds), incidents, people }));
} finally {
  await stopPostgres(join(dataDir, "postgres"));
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
