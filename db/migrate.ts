import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import { watchTables } from "./audit/watch-tables";
import { openPool } from "./pool";

/** Any number, but always the same one: several machines that start at once migrate one after the other. */
const lock = 7_272_741;

/** Brings a database to the newest schema. Needs a direct (not pooled) address: the lock belongs to the session. */
export async function migrate(url: string): Promise<void> {
  const pool = await openPool(url, 1);
  try {
    const client = await pool.connect();
    try {
      // The wait for another machine, and a change of a large table, may take their time.
      await client.query("set statement_timeout = 0");
      await client.query("select pg_advisory_lock($1)", [lock]);
      await runMigrations(drizzle({ client }), {
        migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
      });
      await watchTables(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}
