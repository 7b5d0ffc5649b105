import type { Job, JobResult, PgBoss } from "pg-boss";
import type { Db } from "@/db/client";
import { channels } from "@/lib/vocabulary";
import type { Transports } from "./channels/open-channels";
import { sendBatch, type TryAgain } from "./deliveries/send-batch";
import type { BatchJob } from "./deliveries/settle";
import type { LetterJob } from "./letters/plan-letter";
import { sendLetter } from "./letters/send-letter";
import { batchQueue, letterQueue, lightEngine, queueNames } from "./queue";

export type Work = { db: Db; transports: Transports; clock: () => Date };

const handle = (work: Work, queue: string, job: Job<unknown>): Promise<TryAgain | null> =>
  queue === letterQueue
    ? sendLetter({ db: work.db, now: work.clock() }, work.transports, job.data as LetterJob)
    : sendBatch({ db: work.db, now: work.clock() }, work.transports, job.data as BatchJob);

/** Batches that one worker hands over at once. Mail is much, so it has most of them. */
const slots = (queue: string) => (queue === batchQueue("email") ? 4 : 2);

/** Takes jobs as they come, from every queue. The rate is kept where the call is made (senders/take-turn.ts). */
export async function takeJobs(engine: PgBoss, work: Work): Promise<void> {
  const listen = {
    pollingIntervalSeconds: 0.5,
    // A job that becomes due (a retry, the end of an undo) notifies nobody; without this it waits half a minute.
    notifyPollingIntervalSeconds: 1,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await engine.work(letterQueue, { ...listen, batchSize: 4 }, (jobs) =>
    Promise.all(jobs.map((job) => run(work, letterQueue, job))),
  );
  for (const queue of channels.map(batchQueue)) {
    await engine.work(queue, { ...listen, batchSize: 2, localConcurrency: slots(queue) }, (jobs) =>
      Promise.all(jobs.map((job) => run(work, queue, job))),
    );
  }
}

async function run(work: Work, queue: string, job: Job<unknown>): Promise<JobResult> {
  const result = await attempt(work, queue, job);
  return result
    ? { id: job.id, status: "failed", output: { reason: result.reason } }
    : { id: job.id, status: "completed" };
}

/** A fault of ours is a reason to try again too: the rows are still as they were, and the key is the same. */
async function attempt(work: Work, queue: string, job: Job<unknown>): Promise<TryAgain | null> {
  try {
    return await handle(work, queue, job);
  } catch (error) {
    console.error(`Job ${job.id} of ${queue}:`, error);
    return { reason: error instanceof Error ? error.message : String(error) };
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
