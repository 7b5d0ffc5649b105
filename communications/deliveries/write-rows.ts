import { sql } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { channelWay } from "@/communications/channels/list";
import { batchQueue, enqueue, type PlannedJob } from "@/communications/queue";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { groupBy } from "@/lib/group-by";
import { type Channel, type Severity, severities } from "@/lib/vocabulary";
import { type BatchJob, column, type FanOutKey, idColumn, ofFanOut } from "./settle";
import { frozenWords } from "./wordings";

type Doing = Pick<Context, "db" | "now">;

/** A row of the ledger that is to be. */
export type NewRow = {
  audienceId: string;
  channel: Channel;
  recipientId: string;
  reason: string;
  toldBy: string | null;
  thenBy: readonly Channel[];
  /** Whose message of the same update brings the words; null: a message of their own. */
  mergedInto: string | null;
  insteadOf: string | null;
};

type Told = { updateId: string; leaveAt: Date | null; severity: Severity | null };

/**
 * Writes rows of one update with the batches that hand them over and their jobs, numbered on from those before, and
 * counts them. Part of a transaction: a batch is whole before anybody sees it.
 */
export async function writeRows(ctx: Doing, engine: PgBoss, told: Told, rows: NewRow[]): Promise<void> {
  const byFanOut = groupBy(rows, ({ audienceId, channel }) => `${audienceId} ${channel}`);
  for (const some of [...byFanOut.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)) {
    const { audienceId, channel } = some[0]!;
    const key = { updateId: told.updateId, audienceId, channel };
    await openFanOut(ctx, key);
    await enqueue(engine, ctx.db, batchQueue(channel), await writeOn(ctx, key, told, some));
  }
}

/** Opens a channel's fan-out with its frozen words; once. */
export async function openFanOut(ctx: Doing, key: FanOutKey): Promise<void> {
  const { subject } = await frozenWords(ctx, key);
  await ctx.db
    .insert(fanOuts)
    .values({ ...key, subject, planned: 0, complete: false, plannedAt: ctx.now })
    .onConflictDoNothing();
}

/** No batch: the words go with another message. */
const noBatch = -1;

async function writeOn(
  ctx: Doing,
  key: FanOutKey,
  { leaveAt, severity }: Told,
  rows: NewRow[],
): Promise<PlannedJob[]> {
  const { batchSize } = channelWay(key.channel);
  const own = rows.filter(({ mergedInto }) => mergedInto === null);
  const merged = rows.filter(({ mergedInto }) => mergedInto !== null);
  const count = Math.ceil(own.length / batchSize);
  const [fanOut] = await ctx.db
    .update(fanOuts)
    .set({
      planned: sql`${fanOuts.planned} + ${rows.length}`,
      merged: sql`${fanOuts.merged} + ${merged.length}`,
      batches: sql`${fanOuts.batches} + ${count}`,
      ...(own.length > 0 && { finishedAt: null }),
    })
    .where(ofFanOut(key))
    .returning({ batches: fanOuts.batches });
  const first = fanOut!.batches - count;
  const batches = own.map((_, index) => first + Math.floor(index / batchSize));
  await insert(ctx, key, [...own, ...merged], [...batches, ...merged.map(() => noBatch)]);
  return Array.from({ length: count }, (_, index) =>
    jobFor({ ...key, batch: first + index }, { startAfter: leaveAt, severity }),
  );
}

async function insert(
  { db, now }: Doing,
  { updateId, audienceId, channel }: FanOutKey,
  rows: NewRow[],
  batches: number[],
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    insert into ${deliveries} (update_id, audience_id, channel, recipient_id, reason, told_by, then_by, batch, state,
      merged_into, merged_into_recipient, instead_of, settled_at, planned_at)
    select ${updateId}, ${audienceId}, ${channel}, recipient_id, reason, told_by, string_to_array(then_by, ','), batch,
      case when into_id is null then 'planned' else 'merged' end,
      case when into_id is not null then ${updateId} end, into_id, instead_of,
      case when into_id is not null then ${at} end, ${at}
    from unnest(
      ${idColumn(rows.map(({ recipientId }) => recipientId))},
      ${column(rows.map(({ reason }) => reason))}::text[],
      ${column(rows.map(({ toldBy }) => toldBy))}::text[],
      ${column(rows.map(({ thenBy }) => thenBy.join()))}::text[],
      ${column(batches)}::int[],
      ${column(rows.map(({ mergedInto }) => mergedInto))}::bpchar[],
      ${column(rows.map(({ insteadOf }) => insteadOf))}::bpchar[]
    ) as heard (recipient_id, reason, told_by, then_by, batch, into_id, instead_of)`);
}

/** A batch's job. What is more severe overtakes what waits; planned work goes last. */
export function jobFor(
  job: BatchJob,
  { startAfter, severity }: { startAfter: Date | null; severity: Severity | null },
): PlannedJob {
  const priority = severity ? severities.length - severities.indexOf(severity) : 0;
  return { key: batchKey(job), data: job, priority, ...(startAfter && { startAfter }) };
}

/** Names a batch for the queue and for the provider: the same on every try. */
export const batchKey = ({ updateId, audienceId, channel, batch }: BatchJob) =>
  `updates/${updateId}/${audienceId}/${channel}/${batch}`;
