import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import type { PoolClient } from "pg";
import { watchTables } from "./audit/watch-tables";
import { brokenOffMark } from "./backup/under-way";
import { openPool } from "./pool";

/** Any number, but always the same one: several machines that start at once migrate one after the other. */
const lock = 7_272_741;
const folder = fileURLToPath(new URL("./migrations", import.meta.url));

type Journal = { entries: { tag: string }[] };
const readJournal = (): Journal => JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8"));

/** The migrations of this version, oldest first. */
export const journal = () => readJournal().entries;

/**
 * Brings a database to the newest schema. Needs a direct (not pooled) address: the lock belongs to the session. Throws
 * when a restore was broken off: what it brought could be told twice.
 */
export async function migrate(url: string, { restoring = false } = {}): Promise<void> {
  const pool = await openPool(url, 1);
  try {
    const client = await pool.connect();
    try {
      // The wait for another machine, and a change of a large table, may take their time.
      await client.query("set statement_timeout = 0");
      await client.query("select pg_advisory_lock($1)", [lock]);
      if (!restoring) await refuseBrokenOff(client);
      await runMigrations(drizzle({ client }), { migrationsFolder: folder });
      await watchTables(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function refuseBrokenOff(client: PoolClient): Promise<void> {
  const { rows } = await client.query("select to_regclass($1) is not null as there", [brokenOffMark]);
  if (rows[0].there) throw new Error("A restore was broken off: run `npm run restore` again.");
}

/** Makes the schema as it was after so many migrations, to load what an older version saved. Watches nothing yet. */
export async function migrateTo(url: string, count: number): Promise<void> {
  const some = mkdtempSync(join(tmpdir(), "drawbridge-migrations-"));
  const pool = await openPool(url, 1);
  try {
    cpSync(folder, some, { recursive: true });
    const whole = readJournal();
    const part = { ...whole, entries: whole.entries.slice(0, count) };
    writeFileSync(join(some, "meta", "_journal.json"), JSON.stringify(part));
    await runMigrations(drizzle({ client: pool }), { migrationsFolder: some });
  } finally {
    await pool.end();
    rmSync(some, { recursive: true, force: true });
  }
}
