import { sql } from "drizzle-orm";
import type { Db } from "./client";

/** Whether the database takes changes: not while it is a standby, nor while somebody has set it to be read only. */
export async function readWritable(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ readonly: string }>(
    sql`select current_setting('transaction_read_only') as readonly`,
  );
  return rows[0]?.readonly !== "on";
}
