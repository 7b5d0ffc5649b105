import { sql } from "drizzle-orm";
import type { Db } from "./client";
import { sealedColumns } from "./sealed-columns";

/**
 * Whether addresses lie in the clear and none is sealed: a database that a version before sealing wrote. Where several
 * machines share it, that version may still run, and could call none that is sealed.
 */
export async function sealsLater(db: Db): Promise<boolean> {
  const found = { clear: false, sealed: false };
  for (const { table, column, clear } of sealedColumns) {
    const [t, c] = [sql.identifier(table), sql.identifier(column)];
    const { rows } = await db.execute<typeof found>(sql`
      select exists (select from ${t} where ${sql.raw(clear)}) as clear,
        exists (select from ${t} where ${c} like 'sealed1.%') as sealed`);
    found.clear ||= rows[0]!.clear;
    found.sealed ||= rows[0]!.sealed;
  }
  return found.clear && !found.sealed;
}
