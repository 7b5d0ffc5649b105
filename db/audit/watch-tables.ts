import type { PoolClient } from "pg";
import { brokenOffMark } from "../backup/under-way";
import { isHidden, quietColumns, unwatched, watchedByPeople } from "./watched";

type Table = { name: string; keys: string[]; columns: string[]; triggers: string[] };
const operations = { insert: "new", update: "both", delete: "old" } as const;

/** Puts the triggers of the audit log on every table that is watched. What is there already is left alone. */
export async function watchTables(client: Pick<PoolClient, "query">): Promise<void> {
  for (const table of await readTables(client)) {
    for (const operation of Object.keys(operations) as (keyof typeof operations)[]) {
      const statement = triggerFor(table, operation);
      const name = `audit_${operation}_${fingerprint(statement)}`;
      if (table.triggers.includes(name)) continue;
      for (const old of table.triggers.filter((one) => one.startsWith(`audit_${operation}_`))) {
        await client.query(`drop trigger ${quoted(old)} on ${quoted(table.name)}`);
      }
      await client.query(`create trigger ${name} ${statement}`);
    }
  }
}

async function readTables(client: Pick<PoolClient, "query">): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) as columns,
      array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary order by a.attnum) as keys,
      array(select tgname::text from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`);
  return rows.filter(({ name }) => !(name in unwatched) && name !== brokenOffMark);
}

function triggerFor({ name, keys, columns }: Table, operation: keyof typeof operations): string {
  const rows = operations[operation];
  const referencing = [
    ...(rows === "old" ? [] : ["new table as new_rows"]),
    ...(rows === "new" ? [] : ["old table as old_rows"]),
  ].join(" ");
  const hidden = columns.filter((column) => isHidden(name, column));
  const whose = watchedByPeople.includes(name) ? ["people"] : ["anybody"];
  const args = [keys, hidden, quietColumns, whose].map((list) => `'${list.join(",")}'`).join(", ");
  return `after ${operation} on ${quoted(name)} referencing ${referencing}
    for each statement execute function audit_${operation}(${args})`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Changes with what the trigger does, so that a new version of it takes the place of the old one. */
function fingerprint(text: string): string {
  let sum = 0;
  for (const character of text) sum = (Math.imul(sum, 31) + character.codePointAt(0)!) >>> 0;
  return sum.toString(36);
}
