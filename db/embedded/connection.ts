import pg from "pg";
import type { Cluster } from "./cluster";

/** The address of one of the cluster's databases. */
export function addressOf({ port, password }: Cluster, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** Whether the cluster's own server answers: a stranger on its port does not know the password. */
export async function answers(cluster: Cluster): Promise<boolean> {
  const client = open(cluster, 1_000);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => undefined);
  }
}

/** Makes the database when it is missing; others may be making it at the same moment. */
export async function ensureDatabase(cluster: Cluster, database: string): Promise<void> {
  const client = open(cluster, 10_000);
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // duplicate_database, or unique_violation when both passed PostgreSQL's own look.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server that is killed must not take us along: what breaks a connection is told by the statement that fails. */
function open(cluster: Cluster, connectionTimeoutMillis: number): pg.Client {
  const client = new pg.Client({ connectionString: addressOf(cluster, "postgres"), connectionTimeoutMillis });
  client.on("error", () => undefined);
  return client;
}
