import { sql } from "drizzle-orm";
import type { Db } from "./client";

/** `takesChanges`: not while it is a standby, nor while somebody has set it to be read only. `at`: by its own clock. */
export type Condition = { takesChanges: boolean; at: Date };

/** How the database is. Throws when it does not answer. */
export async function readCondition(db: Db): Promise<Condition> {
  const { rows } = await db.execute<{ readonly: string; at: number }>(
    sql`select current_setting('transaction_read_only') as readonly,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as at`,
  );
  const { readonly, at } = rows[0]!;
  return { takesChanges: readonly !== "on", at: new Date(at) };
}
