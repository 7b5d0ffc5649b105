import { and, eq, inArray, sql } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { channelWay } from "@/communications/channels/list";
import { batchQueue, enqueue } from "@/communications/queue";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { DomainError } from "@/lib/domain-error";
import type { Channel } from "@/lib/vocabulary";
import type { DecidedRecipient } from "./note-decision";
import { addToCounts, column, type FanOutKey, idColumn, ofFanOut } from "./settle";
import { jobFor } from "./write-rows";

/** Messages that one press is about; the next press takes the next ones. */
export const atOnce = 1_000;

type Asked = { updateId: string; channel: Channel; recipientIds?: string[] };

/** Locks messages that are in a state in which a person decides. Throws when nobody was told or none is in it. */
export async function lockForDecision(
  ctx: Pick<Context, "db">,
  { updateId, channel, recipientIds }: Asked,
  state: "failed" | "unknown",
): Promise<{ key: FanOutKey; found: DecidedRecipient[] }> {
  const told = and(eq(fanOuts.updateId, updateId), eq(fanOuts.channel, channel));
  const [any] = await ctx.db.select({ updateId: fanOuts.updateId }).from(fanOuts).where(told).limit(1);
  if (!any) throw new DomainError("not_told", "This update was not told to anybody on this channel.");
  const inIt = and(
    eq(deliveries.updateId, updateId),
    eq(deliveries.channel, channel),
    eq(deliveries.state, state),
    recipientIds ? inArray(deliveries.recipientId, recipientIds) : undefined,
  );
  // One audience a press: each has its own words and batches.
  const [first] = await ctx.db
    .select({ audienceId: deliveries.audienceId })
    .from(deliveries)
    .where(inIt)
    .orderBy(deliveries.recipientId)
    .limit(1);
  if (!first) throw new DomainError(`nothing_${state}`, `None of these messages is ${state} any more.`);
  const found = await ctx.db
    .select({ id: deliveries.recipientId, failure: deliveries.failure, providerId: deliveries.providerId })
    .from(deliveries)
    .where(and(inIt, eq(deliveries.audienceId, first.audienceId)))
    .orderBy(deliveries.recipientId)
    .limit(atOnce)
    .for("update");
  if (found.length === 0) {
    throw new DomainError(`nothing_${state}`, `None of these messages is ${state} any more.`);
  }
  return { key: { updateId, channel, ...first }, found };
}

/**
 * Plans messages again, in new batches: the old batches' keys belong to their old messages, and a provider would
 * answer for those. What is still told of the first message says nothing of the second, so its id goes.
 */
export async function planAgain(
  ctx: Pick<Context, "db" | "now">,
  engine: PgBoss,
  key: FanOutKey,
  ids: string[],
  from: "failed" | "unknown" | "merged",
  note: string,
): Promise<void> {
  const { batchSize } = channelWay(key.channel);
  const count = Math.ceil(ids.length / batchSize);
  const [fanOut] = await ctx.db
    .update(fanOuts)
    .set({ batches: sql`${fanOuts.batches} + ${count}` })
    .where(ofFanOut(key))
    .returning({ batches: fanOuts.batches });
  const first = fanOut!.batches - count;
  const batchOf = ids.map((_, index) => first + Math.floor(index / batchSize));
  await ctx.db.execute(sql`
    update ${deliveries} d
    set state = 'planned', batch = v.batch, settled_at = null, trying_since = null, provider_id = null,
      merged_into = null, merged_into_recipient = null, attempts = 0, failure = ${note}
    from unnest(${idColumn(ids)}, ${column(batchOf)}::int[]) as v (recipient_id, batch)
    where d.update_id = ${key.updateId} and d.channel = ${key.channel} and d.recipient_id = v.recipient_id`);
  await addToCounts(ctx, key, { [from]: -ids.length });
  const jobs = Array.from({ length: count }, (_, index) =>
    jobFor({ ...key, batch: first + index }, { startAfter: null, severity: null }),
  );
  await enqueue(engine, ctx.db, batchQueue(key.channel), jobs);
}
