import type { Job, JobResult, PgBoss } from "pg-boss";
import type { Db } from "@/db/client";
import type { Transport } from "./channels/email/transport";
import type { BatchJob } from "./deliveries/plan-fan-out";
import { sendBatch, type TryAgain } from "./deliveries/send-batch";
import type { LetterJob } from "./letters/plan-letter";
import { sendLetter } from "./letters/send-letter";
import { batchQueue, letterQueue, lightEngine } from "./queue";

export type Work = { db: Db; transport: Transport; clock: () => Date };

const handlers = {
  [batchQueue]: (work: Work, job: Job<unknown>) =>
    sendBatch({ db: work.db, now: work.clock() }, work.transport, job.data as BatchJob),
  [letterQueue]: (work: Work, job: Job<unknown>) =>
    sendLetter({ db: work.db, now: work.clock() }, work.transport, job.data as LetterJob),
};
const queueNames = [letterQueue, batchQueue] as const;

/** Batches that all workers together hand over at once: PostgreSQL counts them for pg-boss. */
const slots = 4;
/** A worker holds its slot while the provider asks for a pause, which slows the others down; longer waits are the queue's. */
const pauseSecondsMax = 20;

/**
 * Takes jobs as they come. The rate of requests is kept across workers without another server: no more than
 * `slots` batches run anywhere, and each lasts at least slots / rate (spike: 41 of 50 allowed requests a second).
 */
export async function takeJobs(engine: PgBoss, work: Work, requestsPerSecond: number): Promise<void> {
  const leastMilliseconds = work.transport.paced ? (slots * 1050) / requestsPerSecond : 0;
  const listen = { pollingIntervalSeconds: 0.5, burstWhenBatchFull: true, perJobResults: true } as const;
  await engine.work(letterQueue, { ...listen, batchSize: 4 }, (jobs) =>
    Promise.all(jobs.map((job) => run(work, letterQueue, job, 0))),
  );
  await engine.work(
    batchQueue,
    { ...listen, batchSize: 2, localConcurrency: slots, groupConcurrency: slots },
    (jobs) => Promise.all(jobs.map((job) => run(work, batchQueue, job, leastMilliseconds))),
  );
}

async function run(
  work: Work,
  queue: keyof typeof handlers,
  job: Job<unknown>,
  leastMilliseconds: number,
): Promise<JobResult> {
  const begun = Date.now();
  const result = await attempt(work, queue, job);
  const pause = Math.min(result?.retryAfterSeconds ?? 0, pauseSecondsMax) * 1000;
  const rest = Math.max(leastMilliseconds - (Date.now() - begun), pause);
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  return result
    ? { id: job.id, status: "failed", output: { reason: result.reason } }
    : { id: job.id, status: "completed" };
}

/** A fault of ours is a reason to try again too: the rows are still as they were, and the key is the same. */
async function attempt(
  work: Work,
  queue: keyof typeof handlers,
  job: Job<unknown>,
): Promise<TryAgain | null> {
  try {
    return await handlers[queue](work, job);
  } catch (error) {
    console.error(`Job ${job.id} of ${queue}:`, error);
    return { reason: error instanceof Error ? error.message : String(error), retryAfterSeconds: null };
  }
}

/**
 * Works through what is waiting, one job after the other, until nothing is or the time is up: for a platform
 * without workers, where a clock calls. `early` takes retries before their time.
 */
export async function drain(work: Work, options: { until: Date; early?: boolean }): Promise<number> {
  const engine = await lightEngine(work.db);
  await engine.supervise();
  let done = 0;
  for (const queue of queueNames) {
    const tried = new Set<string>();
    while (work.clock() < options.until) {
      const [job] = await engine.fetch<unknown>(queue, { ignoreStartAfter: options.early ?? false });
      if (!job) break;
      const result = await attempt(work, queue, job);
      if (result) await engine.fail(queue, job.id, { reason: result.reason });
      else await engine.complete(queue, job.id);
      if (result && tried.has(job.id)) break;
      tried.add(job.id);
      done++;
    }
  }
  return done;
}
