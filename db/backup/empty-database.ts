import pg from "pg";
import { brokenOffMark } from "./under-way";

/** Whether there is nothing to lose: no schema yet, nobody's account in it, or a restore that was broken off. */
export async function isEmpty(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ there: boolean; broken: boolean }>(
      "select to_regclass('users') is not null as there, to_regclass($1) is not null as broken",
      [brokenOffMark],
    );
    if (!rows[0]!.there || rows[0]!.broken) return true;
    return (await client.query("select 1 from users limit 1")).rowCount === 0;
  });
}

/** Addresses of our processes that are on the database: it must rest while it is restored. */
export async function whoIsOn(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ at: string }>(`
      select distinct coalesce(host(client_addr), 'this machine') as at from pg_stat_activity
      where datname = current_database() and application_name = 'drawbridge' and pid <> pg_backend_pid()`);
    return rows.map(({ at }) => at);
  });
}

/** Takes everything of ours out of a database, the queue too. */
export async function empty(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query(`begin;
      drop schema public cascade; create schema public;
      drop schema if exists drizzle cascade; drop schema if exists pgboss cascade;
      commit`),
  );
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "drawbridge restore" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
