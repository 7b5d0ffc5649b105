import type { ExtractTablesWithRelations } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import type { Pool } from "pg";
import { openPool } from "./pool";
import * as schema from "./schema";

/** The database, or a transaction on it: one type whatever the driver. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>;
export type Tx = PgTransaction<
  NodePgQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
export type Database = { db: Db; pool: Pool; close(): Promise<void> };

/**
 * Opens the database. Always through `drizzle-orm/node-postgres`: `drizzle-orm/vercel-postgres` spreads
 * transactions over connections when its pool check fails (docs/decisions/0002-one-adapter-two-pools.md).
 */
export async function openDatabase(
  url: string,
  options: { connectionsMax?: number } = {},
): Promise<Database> {
  const pool = await openPool(url, options.connectionsMax ?? 10);
  return { db: drizzle({ client: pool, schema }) satisfies Db, pool, close: () => pool.end() };
}

/** Boot-time tripwire: throws when the driver does not pin a transaction to one connection. */
export async function assertTransactions(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const who = async () =>
      (
        await tx.execute<{ pid: number; xid: string }>(
          sql`select pg_backend_pid() pid, pg_current_xact_id()::text xid`,
        )
      ).rows[0];
    const [first, second] = [await who(), await who()];
    if (first?.pid !== second?.pid || first?.xid !== second?.xid) {
      throw new Error("The database driver does not keep a transaction on one connection.");
    }
  });
}
