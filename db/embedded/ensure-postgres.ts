import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Cluster, findCluster, makeCluster } from "./cluster";
import { addressOf, answers, ensureDatabase } from "./connection";
import { launch, type Settings } from "./launch";
import { withLock } from "./lock";
import { runAs } from "./run-as";
import { stopPostgres } from "./stop-postgres";

/** The address of the database; `started` is false when a running server was adopted. */
export type Postgres = { url: string; started: boolean; stop(): Promise<void> };

/** Where PostgreSQL keeps everything, the database that must exist, and settings for a server that we start. */
export type Options = { dataDir: string; database: string; settings?: Settings };

/** How long a start may wait for another process's start. */
const patienceSeconds = 120;

/**
 * Makes sure that the embedded PostgreSQL of a folder runs and has the database. Any process may call it, at the
 * same time as others: the first one makes and starts the server, the rest adopt it. Data is never deleted.
 * Throws with what to do when there is no PostgreSQL for this machine, when the data belongs to another major
 * version, or when the server does not start.
 */
export async function ensurePostgres({ dataDir, database, settings = {} }: Options): Promise<Postgres> {
  const root = resolve(dataDir);
  const { cluster, started } = (await adopt(root)) ?? (await start(root, settings));
  await ensureDatabase(cluster, database);
  return { url: addressOf(cluster, database), started, stop: () => stopPostgres(root) };
}

type Found = { cluster: Cluster; started: boolean };

async function adopt(root: string): Promise<Found | null> {
  const cluster = findCluster(root);
  return cluster && (await answers(cluster)) ? { cluster, started: false } : null;
}

async function start(root: string, settings: Settings): Promise<Found> {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  return withLock(join(root, "start.lock"), patienceSeconds, async () => {
    // Somebody may have started it while we waited.
    const found = await adopt(root);
    if (found) return found;
    const as = runAs(root);
    return launch(findCluster(root) ?? (await makeCluster(root, as)), as, settings);
  });
}
