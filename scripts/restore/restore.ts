import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { prepareQueue } from "@/communications/queue";
import { type Settled, settleRestored } from "@/communications/restored/settle-restored";
import { dump } from "@/db/backup/dump";
import { empty, isEmpty, whoIsOn } from "@/db/backup/empty-database";
import type { Head } from "@/db/backup/head";
import { load } from "@/db/backup/load";
import { readBackup } from "@/db/backup/read-backup";
import { brokenOffMark } from "@/db/backup/under-way";
import { journal, migrate, migrateTo } from "@/db/migrate";
import * as schema from "@/db/schema";

type Wish = { url: string; file: string; force: boolean; now: Date };
export type Restored = Settled & { head: Head; rows: number; saved: string | null };

/**
 * Restores a database from a backup: the file is read through first, and nothing is touched when it is damaged, made by a
 * newer version, or somebody is on the database. What is there is overwritten with `force` only, and saved beside the
 * file before. All rows come in one transaction, and with them whatever keeps anything from being told twice.
 */
export async function restore({ url, file, force, now }: Wish): Promise<Restored> {
  const { head, foot } = await readBackup(file);
  refuseNewer(head);
  const on = await whoIsOn(url);
  if (on.length > 0)
    throw new Error(`Drawbridge is running on this database (${on.join(", ")}). Stop it first.`);
  const saved = (await isEmpty(url)) ? null : await saveWhatIsThere(url, file, force, now);
  await empty(url);
  await migrateTo(url, head.migrations);
  const settled = await fill(url, file, now);
  await prepareQueue(url);
  return { ...settled, head, saved, rows: Object.values(foot.rows).reduce((sum, n) => sum + n, 0) };
}

function refuseNewer({ migrations, newest }: Head): void {
  if (journal()[migrations - 1]?.tag === newest) return;
  throw new Error(
    `The backup was made by another version (its newest migration is ${newest}). Restore with that one.`,
  );
}

async function saveWhatIsThere(url: string, file: string, force: boolean, now: Date): Promise<string> {
  if (!force) {
    throw new Error(
      "This database is not empty. With --force it is saved beside the file, and then overwritten.",
    );
  }
  const saved = `${file}.before-${now.toISOString().replace(/[:.]/g, "-")}`;
  await migrate(url);
  await dump(url, saved, null);
  return saved;
}

/**
 * Rows first, then the migrations that came after them, then whatever keeps them from being told twice. Until that is done
 * a mark in the database keeps everything else from starting on it.
 */
async function fill(url: string, file: string, now: Date): Promise<Settled> {
  const client = new pg.Client({ connectionString: url, application_name: "drawbridge restore" });
  await client.connect();
  try {
    await client.query("begin");
    const { head } = await load(client, file);
    await client.query(`create table ${brokenOffMark} ()`);
    await client.query("commit");
    await migrate(url, { restoring: true });
    return await drizzle({ client, schema }).transaction(async (tx) => {
      const settled = await settleRestored({ db: tx, now }, new Date(head.at));
      await tx.execute(sql.raw(`drop table ${brokenOffMark}`));
      return settled;
    });
  } finally {
    await client.end();
  }
}
