import { and, eq, isNull, sql } from "drizzle-orm";
import { batchQueue, enqueue, lightEngine } from "@/communications/queue";
import { readEventFacts } from "@/communications/rules/read-event";
import { readSubscriptions } from "@/communications/rules/read-subscriptions";
import { type EventFacts, type Hears, whoHears, whyNobody } from "@/communications/rules/who-hears";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import type { Channel } from "@/lib/vocabulary";
import { type Page, readPage } from "@/status/page/read-page";
import { freezeWords } from "./freeze-words";

/** The most that one call to the provider takes (Resend's batch). */
const batchSize = 100;

export type BatchJob = { updateId: string; audienceId: string; channel: Channel; batch: number };

/**
 * Plans the telling of one event in one transaction: who hears, in which words, in which batches, and the jobs
 * that will hand them over. Planning twice, also at the same time, is the same as planning once.
 */
export async function planFanOut(ctx: Pick<Context, "db" | "now">, eventId: number): Promise<void> {
  const engine = await lightEngine(ctx.db);
  await ctx.db.transaction(async (tx) => {
    const [event] = await tx
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), isNull(events.toldAt)))
      .for("update", { skipLocked: true });
    if (!event) return;
    const facts = await readEventFacts(tx, event);
    if (event.updateId && !whyNobody(facts)) {
      const jobs = await writeLedger({ db: tx, now: ctx.now }, event.updateId, facts);
      await enqueue(engine, tx, batchQueue, jobs);
    }
    await tx.update(events).set({ toldAt: ctx.now }).where(eq(events.id, eventId));
  });
}

async function writeLedger(
  ctx: Pick<Context, "db" | "now">,
  updateId: string,
  facts: EventFacts,
): Promise<{ key: string; data: BatchJob }[]> {
  const page = await readPage(ctx);
  const key = { updateId, audienceId: page.id, channel: "email" as const };
  const [opened] = await ctx.db
    .insert(fanOuts)
    .values({ ...key, ...(await freezeWords(ctx.db, page, updateId)), planned: 0, plannedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ updateId: fanOuts.updateId });
  if (!opened) return [];
  const planned = await planRecipients(ctx, page, updateId, facts);
  await ctx.db
    .update(fanOuts)
    .set({ planned, finishedAt: planned === 0 ? ctx.now : null })
    .where(eq(fanOuts.updateId, updateId));
  return Array.from({ length: Math.ceil(planned / batchSize) }, (_, batch) => ({
    key: batchKey({ ...key, batch }),
    data: { ...key, batch },
  }));
}

async function planRecipients(
  ctx: Pick<Context, "db" | "now">,
  page: Page,
  updateId: string,
  facts: EventFacts,
): Promise<number> {
  let planned = 0;
  for await (const chunk of readSubscriptions(ctx.db, page.id)) {
    const { hears } = whoHears(facts, chunk);
    await insertDeliveries(ctx, { updateId, audienceId: page.id }, hears, planned);
    planned += hears.length;
  }
  return planned;
}

async function insertDeliveries(
  ctx: { db: Db; now: Date },
  of: { updateId: string; audienceId: string },
  hears: Hears[],
  before: number,
): Promise<void> {
  // One array a column: 5,000 rows of single parameters would be more than PostgreSQL's protocol takes.
  const column = (values: (string | number)[]) => sql.param(values);
  await ctx.db.execute(sql`
    insert into ${deliveries} (update_id, audience_id, channel, recipient_id, reason, batch, planned_at)
    select ${of.updateId}, ${of.audienceId}, channel, recipient_id, reason, batch, ${ctx.now.toISOString()}::timestamptz
    from unnest(
      ${column(hears.map(({ channel }) => channel))}::text[],
      ${column(hears.map(({ recipientId }) => recipientId))}::text[],
      ${column(hears.map(({ reason }) => reason))}::text[],
      ${column(hears.map((_, index) => Math.floor((before + index) / batchSize)))}::int[]
    ) as heard (channel, recipient_id, reason, batch)
    on conflict do nothing`);
}

/** Names a batch for the queue and for the provider: the same on every try. */
export const batchKey = ({ updateId, audienceId, channel, batch }: BatchJob) =>
  `updates/${updateId}/${audienceId}/${channel}/${batch}`;
