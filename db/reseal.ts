import { sql } from "drizzle-orm";
import { SealedFault, sealedPrefix } from "../lib/secret-box";
import type { Db } from "./client";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

/** Values that are sealed anew in one statement: few enough that nobody waits for them. */
const portion = 500;
const uniqueViolation = "23505";

/** Rows that were sealed anew; rows that were not, because their like is there already; keys that are missing. */
export type Resealed = { sealed: number; doubled: number; missing: string[] };
type Change = { stored: string; anew: string };

/**
 * Seals with the present key what lies in the clear or is sealed with an older one. Running it again does nothing;
 * broken off, it goes on where it was. What cannot be opened stays as it is.
 */
export async function reseal(db: Db, columns = sealedColumns): Promise<Resealed> {
  const missing = new Set<string>();
  const total = { sealed: 0, doubled: 0 };
  for (const column of columns) {
    for await (const values of waiting(db, column)) {
      const changes = values.flatMap((stored) => anew(column, stored, missing));
      const done = await replace(db, column, changes);
      total.sealed += done.sealed;
      total.doubled += done.doubled;
    }
  }
  return { ...total, missing: [...missing] };
}

/** Each value once: a row of the ledger repeats its recipient's. */
async function* waiting(db: Db, { table, column, clear }: SealedColumn): AsyncGenerator<string[]> {
  const [t, c] = [sql.identifier(table), sql.identifier(column)];
  const waits = sql`(${sql.raw(clear)} or (${c} like 'sealed1.%' and ${c} not like ${`${sealedPrefix()}%`}))`;
  for (let last = ""; ; ) {
    const { rows } = await db.execute<{ stored: string }>(
      sql`select distinct ${c} as stored from ${t} where ${waits} and ${c} > ${last} order by 1 limit ${portion}`,
    );
    if (rows.length === 0) return;
    last = rows.at(-1)!.stored;
    yield rows.map(({ stored }) => stored);
  }
}

function anew({ open, seal }: SealedColumn, stored: string, missing: Set<string>): Change[] {
  try {
    return [{ stored, anew: seal(open(stored)) }];
  } catch (error) {
    if (!(error instanceof SealedFault)) throw error;
    missing.add(error.keyId);
    return [];
  }
}

/** All at once; when one of them has its like sealed already, one by one. */
async function replace(db: Db, column: SealedColumn, changes: Change[]): Promise<Omit<Resealed, "missing">> {
  const sealed = await write(db, column, changes);
  if (sealed !== null) return { sealed, doubled: 0 };
  const each = { sealed: 0, doubled: 0 };
  for (const change of changes) {
    const one = await write(db, column, [change]);
    if (one === null) each.doubled++;
    else each.sealed += one;
  }
  return each;
}

async function write(db: Db, { table, column }: SealedColumn, changes: Change[]): Promise<number | null> {
  const [t, c] = [sql.identifier(table), sql.identifier(column)];
  const textArray = (values: string[]) => sql`${sql.param(values)}::text[]`;
  try {
    const { rowCount } = await db.execute(sql`
      update ${t} set ${c} = v.anew
      from unnest(${textArray(changes.map(({ stored }) => stored))}, ${textArray(changes.map(({ anew }) => anew))})
        as v (stored, anew)
      where ${t}.${c} = v.stored`);
    return rowCount ?? 0;
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as { code?: string };
    if (code === uniqueViolation) return null;
    throw error;
  }
}
