import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import type { PoolClient } from "pg";
import { watchTables } from "./audit/watch-tables";
import { brokenOffMark } from "./backup/under-way";
import { givingWay } from "./giving-way";
import { openPool } from "./pool";

/** Any number, but always the same one: several machines that start at once migrate one after the other. */
const lock = 7_272_741;
const folder = fileURLToPath(new URL("./migrations", import.meta.url));

/** So long an old version's request waits behind a change of its table: then the change gives way, and is tried again. */
const lockMilliseconds = 400;

type Journal = { entries: { tag: string; when: number }[] };
const readJournal = (): Journal => JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8"));

/** The migrations of this version, oldest first. */
export const journal = () => readJournal().entries;

/**
 * Brings a database to the newest schema, one migration after the other, while an older version may work on it. Needs a
 * direct (not pooled) address: the lock belongs to the session. Throws when a restore was broken off: what it brought
 * could be told twice.
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
      await client.query("select set_config('lock_timeout', $1, false)", [`${lockMilliseconds}ms`]);
      for (const count of await readWaiting(client))
        await givingWay(() =>
          withMigrations(count, (some) => runMigrations(drizzle({ client }), { migrationsFolder: some })),
        );
      await givingWay(() => watchTables(client));
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

/** How many migrations there are after each one that the database has not had. */
async function readWaiting(client: PoolClient): Promise<number[]> {
  const { rows } = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as there",
  );
  const last = rows[0].there
    ? await client.query(
        "select coalesce(max(created_at), 0)::float8 as at from drizzle.__drizzle_migrations",
      )
    : null;
  const at: number = last?.rows[0].at ?? 0;
  return journal().flatMap(({ when }, index) => (when > at ? [index + 1] : []));
}

/** Makes the schema as it was after so many migrations, to load what an older version saved. Watches nothing yet. */
export async function migrateTo(url: string, count: number): Promise<void> {
  const pool = await openPool(url, 1);
  try {
    await withMigrations(count, (some) =>
      runMigrations(drizzle({ client: pool }), { migrationsFolder: some }),
    );
  } finally {
    await pool.end();
  }
}

/** A folder with the oldest so many migrations, while something is done with it. */
async function withMigrations(count: number, act: (folder: string) => Promise<void>): Promise<void> {
  const some = mkdtempSync(join(tmpdir(), "drawbridge-migrations-"));
  try {
    const whole = readJournal();
    const part = { ...whole, entries: whole.entries.slice(0, count) };
    mkdirSync(join(some, "meta"));
    writeFileSync(join(some, "meta", "_journal.json"), JSON.stringify(part));
    for (const { tag } of part.entries) copyFileSync(join(folder, `${tag}.sql`), join(some, `${tag}.sql`));
    await act(some);
  } finally {
    rmSync(some, { recursive: true, force: true });
  }
}
