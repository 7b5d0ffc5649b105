import { createHash } from "node:crypto";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { fromDrizzle, type JobInsert, PgBoss, type Queue } from "pg-boss";
import type { Db } from "@/db/client";
import { logChanges } from "@/lib/log-changes";
import { type Channel, channels } from "@/lib/vocabulary";
import { bareDb } from "@/status/audit/with-who";

/** One job: hand over one frozen batch of one update. A queue for each channel: a slow one holds up no other. */
export const batchQueue = (channel: Channel) =>
  channel === "email" ? "send-batch" : `send-batch-${channel}`;
/** One job: hand over one personal letter. Apart from batches, so that it never waits behind a fan-out. */
export const letterQueue = "send-letter";
export const queueNames = [letterQueue, ...channels.map(batchQueue)];

/**
 * Heartbeats make a crashed worker's job free again within seconds. The tries reach beyond the 23 hours after which a
 * batch is no longer ours to send (docs/decisions/0004-frozen-batches.md): a provider that rests is what holds them
 * back (senders/rest.ts), so a job itself waits some seconds at most.
 */
const settings: Omit<Queue, "name"> = {
  retryLimit: 10_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 15,
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  notify: true,
};

const logFault = logChanges("Queue");

/** The engine of a worker: installs what is missing, takes jobs, revives those of crashed workers. */
export async function startEngine(url: string): Promise<PgBoss> {
  const engine = new PgBoss({
    connectionString: url,
    max: 6,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    schedule: false,
    useListenNotify: true,
  });
  engine.on("error", (error) => logFault(error.message));
  await engine.start();
  for (const name of queueNames) {
    await engine.createQueue(name, settings);
    await engine.updateQueue(name, settings);
  }
  // A worker often starts because one died: its jobs are looked for at once, not only when the timer first fires.
  await engine.supervise();
  return engine;
}

/** Installs the queue's tables. Part of migrating; running it again changes nothing. */
export async function prepareQueue(url: string): Promise<void> {
  const engine = await startEngine(url);
  await engine.stop({ graceful: false });
}

/** One for each database that a process opened: starting one costs some queries and a timer. */
const lightEngines = new WeakMap<Db, Promise<PgBoss>>();

/** An engine without workers or supervision, for processes that only enqueue, or fetch in a time box. */
export function lightEngine(db: Db): Promise<PgBoss> {
  const bare = bareDb(db);
  const known = lightEngines.get(bare);
  if (known) return known;
  const engine = new PgBoss({
    db: fromDrizzle(bare, sql),
    migrate: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  engine.on("error", (error) => logFault(error.message));
  const started = engine.start().catch((error) => {
    lightEngines.delete(bare);
    throw error;
  });
  lightEngines.set(bare, started);
  return started;
}

/** `key` names a job for ever. More `priority` goes first; before `startAfter` nobody gets it. */
export type PlannedJob = { key: string; data: object; priority?: number; startAfter?: Date };

/** Enqueues jobs in a transaction: they exist when it commits. A job whose key exists already is left as it is. */
export async function enqueue(engine: PgBoss, tx: Db, queue: string, jobs: PlannedJob[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += 1000) {
    const some = jobs
      .slice(from, from + 1000)
      .map(({ key, ...rest }): JobInsert => ({ id: jobId(key), ...rest }));
    await engine.insert(queue, some, { db: fromDrizzle(tx, sql), returnId: false });
  }
}

/** Whether a job for some batch of an update waits or is being done: a condition inside a statement. */
export const hasLiveJob = (channel: SQLWrapper, updateId: SQLWrapper): SQL => sql`exists (
  select from pgboss.job j
  where j.name = any(${sql.param(channels.map(batchQueue))}::text[]) and j.state < 'completed'
    and j.data->>'channel' = ${channel} and j.data->>'updateId' = ${updateId})`;

/** A UUID that the same key always gives. */
function jobId(key: string): string {
  const hex = createHash("sha1").update(key).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
