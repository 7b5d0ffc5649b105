/**
 * `npm run bench:desk`: what the desk costs on a database with a past: a dry run of changed rules over the last 1,000
 * incidents with 100,000 people, all reading included; and its pages with 10,000 incidents and 1,000,000 subscribers,
 * one of whose updates was told to all of them. Durable PostgreSQL, one machine. Last line: JSON.
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
import { measurePages } from "./desk/pages";

const { values } = parseArgs({
  options: {
    incidents: { type: "string", default: "1000" },
    people: { type: "string", default: "100000" },
    allIncidents: { type: "string", default: "10000" },
    subscribers: { type: "string", default: "1000000" },
    requests: { type: "string", default: "100" },
  },
});
const [incidents, people] = [Number(values.incidents), Number(values.people)];
process.env.SECRET ??= "a secret of the bench";
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
  const large = { incidents: Number(values.allIncidents), subscribers: Number(values.subscribers) };
  const pages = await measurePages(dataDir, join(dataDir, "postgres"), {
    ...large,
    requests: Number(values.requests),
  });
  console.log(
    JSON.stringify({
      ...{ desk_p95_ms: Math.max(...Object.values(pages)), dry_run_ms: Math.round(milliseconds) },
      ...{ page_p95_ms: pages, desk: large, dry_run: { incidents, people } },
    }),
  );
} finally {
  await stopPostgres(join(dataDir, "postgres"));
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
