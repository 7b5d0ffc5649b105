import { and, inArray, isNull, lt, sql } from "drizzle-orm";
import { batchQueue, enqueue, hasLiveJob, lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { done } from "./delivery-states";
import { type FanOutKey, inBatch, ofFanOut } from "./settle";
import { batchKey, jobFor } from "./write-rows";

/** A younger fan-out is left alone: its jobs are being made. */
const afterMilliseconds = 5 * 60 * 1000;
/** Fan-outs looked at in one step; the next step takes the rest. */
const fanOutsPerStep = 20;

type Doing = Pick<Context, "db" | "now">;

/**
 * Gives batches a job again that have messages on their way but no job that would hand them over: a queue that was
 * emptied, restored from a backup or lost a job must not leave anybody untold. The batch keeps its key at the
 * provider, so what did arrive is not sent again. Answers how many batches got a job.
 */
export async function reviveBatches(ctx: Doing): Promise<number> {
  const before = new Date(ctx.now.getTime() - afterMilliseconds);
  const stuck = await ctx.db
    .select({ updateId: fanOuts.updateId, audienceId: fanOuts.audienceId, channel: fanOuts.channel })
    .from(fanOuts)
    .where(and(isNull(fanOuts.finishedAt), lt(fanOuts.plannedAt, before), hasWaiting, hasNoJob))
    .limit(fanOutsPerStep);
  let revived = 0;
  for (const key of stuck) revived += await revive(ctx, key);
  return revived;
}

/** Whether something is planned or sending: all that is planned, without what is held or over. */
const hasWaiting = sql`${fanOuts.planned} > ${fanOuts.held} + ${sql.join(
  done.map((state) => sql`${fanOuts[state]}`),
  sql` + `,
)}`;
const hasNoJob = sql`not ${hasLiveJob(fanOuts.channel, fanOuts.updateId)}`;

async function revive({ db, now }: Doing, key: FanOutKey): Promise<number> {
  const engine = await lightEngine(db);
  return db.transaction(async (tx) => {
    // Of two clocks that saw the same, one makes the jobs.
    const [found] = await tx
      .select({ updateId: fanOuts.updateId })
      .from(fanOuts)
      .where(and(ofFanOut(key), hasNoJob))
      .for("update", { skipLocked: true });
    if (!found) return 0;
    const batches = await tx
      .selectDistinct({ batch: deliveries.batch })
      .from(deliveries)
      .where(and(inBatch(key), inArray(deliveries.state, ["planned", "sending"])));
    const jobs = batches.map(({ batch }) => {
      const job = { ...key, batch };
      // The old job, if there is one, has that name for ever.
      const again = `${batchKey(job)} again ${now.toISOString()}`;
      return { ...jobFor(job, { startAfter: null, severity: null }), key: again };
    });
    await enqueue(engine, tx, batchQueue(key.channel), jobs);
    return jobs.length;
  });
}
