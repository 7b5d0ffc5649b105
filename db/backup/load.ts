import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Foot, Head } from "./head";
import { readBackup } from "./read-backup";

/** Loads a backup's rows into empty tables of the schema that it was made with. Part of an open transaction. */
export async function load(client: pg.ClientBase, file: string): Promise<{ head: Head; foot: Foot }> {
  const keys = await dropForeignKeys(client);
  const loaded: Foot["rows"] = {};
  const read = await readBackup(file, async ({ table, columns }, rows) => {
    const list = columns.map(pg.escapeIdentifier).join(", ");
    const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${list}) from stdin`));
    await pipeline(Readable.from(rows), stream);
    loaded[table] = stream.rowCount;
  });
  const short = Object.entries(read.foot.rows).find(([table, rows]) => loaded[table] !== rows);
  if (short) throw new Error(`${short[0]} has ${loaded[short[0]]} rows, and the backup says ${short[1]}.`);
  // Adding them checks every row, so that what is loaded is as whole as what was saved.
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`);
  }
  await moveSequences(client);
  return read;
}

type ForeignKey = { table: string; name: string; definition: string };

/** Tables come by name, not in the order in which they refer to each other. */
async function dropForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
  for (const { table, name } of rows) {
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`);
  }
  return rows;
}

async function moveSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select c.oid::regclass::text as table, a.attname::text as column, pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null`);
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, coalesce((select max(${pg.escapeIdentifier(column)}) from ${table}), 0) + 1, false)`,
      [sequence],
    );
  }
}
