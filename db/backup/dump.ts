import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { journal } from "../migrate";
import { FrameWriter } from "./frames";
import type { Foot, Head } from "./head";
import { leftOut } from "./left-out";
import { readTables } from "./read-tables";

type Made = { head: Head; rows: Foot["rows"]; bytes: number };

/**
 * Writes a database into a file: all of one moment, while people go on working; compressed, with a checksum; a table at
 * a time and never much of it in memory. The file appears when it is whole, readable by its owner only. `secrets` are
 * put beside it as they are.
 */
export async function dump(url: string, file: string, secrets: Head["secrets"]): Promise<Made> {
  const client = new pg.Client({ connectionString: url, application_name: "drawbridge backup" });
  await client.connect();
  const part = `${file}.part`;
  try {
    await client.query("begin isolation level repeatable read read only");
    const head = await headOf(client, secrets);
    const source = new PassThrough();
    const handle = await open(part, "w", 0o600);
    const written = pipeline(source, createGzip(), createWriteStream(part, { fd: handle }));
    const rows = await Promise.race([writeAll(client, head, source), failureOf(written)]);
    await written;
    await rename(part, file);
    const { size } = await stat(file);
    return { head, rows, bytes: size };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Settles only when the file cannot be written. */
const failureOf = (written: Promise<void>) =>
  new Promise<never>((_, reject) => {
    written.catch(reject);
  });

async function writeAll(client: pg.Client, head: Head, source: PassThrough): Promise<Foot["rows"]> {
  const frames = new FrameWriter(source);
  const counts: Foot["rows"] = {};
  await frames.line(head);
  for (const { table, columns } of await readTables(client)) {
    if (table in leftOut) continue;
    await frames.line({ table, columns });
    const list = columns.map(client.escapeIdentifier).join(", ");
    const stream = client.query(copyTo(`copy ${client.escapeIdentifier(table)} (${list}) to stdout`));
    await frames.rows(stream);
    counts[table] = stream.rowCount;
  }
  await frames.end({ rows: counts });
  source.end();
  return counts;
}

async function headOf(client: pg.Client, secrets: Head["secrets"]): Promise<Head> {
  const { rows } = await client.query<{ n: number; server: string; at: Date; audit: string | null }>(`
    select (select count(*)::int from drizzle.__drizzle_migrations) as n, current_setting('server_version') as server,
      now() as at, (select hash from audit_log order by id desc limit 1) as audit`);
  const { n, server, at, audit } = rows[0]!;
  const newest = journal()[n - 1]?.tag;
  if (!newest) throw new Error("The database was migrated by a newer version than this one.");
  return {
    ...{ drawbridge: 1, at: at.toISOString(), migrations: n, newest, server },
    ...{ auditHead: audit, secrets },
  };
}
