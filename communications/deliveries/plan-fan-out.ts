import { and, eq, isNull, sql } from "drizzle-orm";
import { channelWay } from "@/communications/channels/list";
import { batchQueue, enqueue, lightEngine, type PlannedJob } from "@/communications/queue";
import { readEventFacts, type Seen } from "@/communications/rules/read-event";
import { readSubscriptions } from "@/communications/rules/read-subscriptions";
import { type Hears, neverTold, whoHears, whyNobody } from "@/communications/rules/who-hears";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { updates, updateWords } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { type Channel, type Severity, severities } from "@/lib/vocabulary";
import { mayReach } from "@/status/approvals/may-reach";
import { onlyTold } from "./only-told";
import { type BatchJob, column, type FanOutKey, idColumn, ofFanOut } from "./settle";
import { frozenWords } from "./wordings";

type Doing = Pick<Context, "db" | "now">;
type Event = typeof events.$inferSelect;

/** Subscribers judged in one transaction: the first letters leave while the rest is still being planned. */
const chunkSize = 5_000;

/**
 * Plans the telling of one event: who hears, in which batches, and the jobs that will hand them over. It goes through
 * the subscribers in chunks, each with its rows, its jobs and the place to go on from in one transaction. Planning
 * twice, also at the same time or after a crash, is the same as planning once.
 */
export async function planFanOut(ctx: Doing, eventId: number): Promise<void> {
  while (await planChunk(ctx, eventId));
}

/** Plans the next chunk; answers whether there may be more. */
export async function planChunk(ctx: Doing, eventId: number): Promise<boolean> {
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const inside = { db: tx, now: ctx.now };
    const [event] = await tx
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), isNull(events.toldAt)))
      .for("update", { skipLocked: true });
    if (!event) return false;
    const { updateId } = event;
    const spokenTo = updateId && !neverTold.has(event.kind) ? await audiencesOf(tx, updateId) : [];
    const ids = spokenTo.map(({ id }) => id);
    const chunk = ids.length ? await readSubscriptions(tx, ids, event.toldThrough, chunkSize) : [];
    for (const audience of spokenTo) {
      const facts = await readEventFacts(tx, event, audience);
      if (!updateId || whyNobody(facts)) return closed(inside, event);
      const plan = { updateId, audienceId: audience.id, ...(await readUpdate(inside, event)) };
      if (!event.toldThrough) await open(inside, plan, "email");
      const listeners = chunk.filter(({ audienceId }) => audienceId === audience.id);
      const { hears } = whoHears(
        facts,
        event.kind === "incident_retracted" ? await onlyTold(tx, event.incidentId, listeners) : listeners,
      );
      for (const [channel, some] of groupBy(hears, (one) => one.channel)) {
        await enqueue(engine, tx, batchQueue(channel), await planOn(inside, plan, channel, some));
      }
    }
    if (chunk.length < chunkSize) return closed(inside, event);
    await tx
      .update(events)
      .set({ toldThrough: chunk.at(-1)!.id })
      .where(eq(events.id, eventId));
    return true;
  });
}

/** Everybody was judged. What was told to nobody, or is handed over already, is finished with this. */
async function closed({ db, now }: Doing, { id, kind, updateId }: Event): Promise<false> {
  await db.update(events).set({ toldAt: now }).where(eq(events.id, id));
  if (updateId && !neverTold.has(kind)) {
    const handedOver = sql`${fanOuts.planned} <= ${fanOuts.sent} + ${fanOuts.delayed} + ${fanOuts.delivered}
      + ${fanOuts.failed} + ${fanOuts.suppressed} + ${fanOuts.bounced} + ${fanOuts.complained} + ${fanOuts.unknown}
      + ${fanOuts.merged} + ${fanOuts.undone}`;
    await db
      .update(fanOuts)
      .set({
        complete: true,
        finishedAt: sql`case when ${handedOver} then ${now.toISOString()}::timestamptz end`,
      })
      .where(and(eq(fanOuts.updateId, updateId), eq(fanOuts.complete, false)));
  }
  return false;
}

type Plan = { updateId: string; audienceId: string; leaveAt: Date | null; severity: Severity | null };

/** Whom an update has words for, and may reach. */
async function audiencesOf(db: Db, updateId: string): Promise<Seen[]> {
  return db
    .select({ id: audiences.id, kind: audiences.kind })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(and(eq(updateWords.updateId, updateId), isNull(audiences.archivedAt), mayReach))
    .orderBy(audiences.id);
}

/** Opens a channel's fan-out with its frozen words; once. */
async function open(ctx: Doing, { updateId, audienceId }: Plan, channel: Channel): Promise<FanOutKey> {
  const key = { updateId, audienceId, channel };
  const { subject } = await frozenWords(ctx, key);
  await ctx.db
    .insert(fanOuts)
    .values({ ...key, subject, planned: 0, complete: false, plannedAt: ctx.now })
    .onConflictDoNothing();
  return key;
}

/** Writes a chunk's rows on one channel; answers the jobs for its batches, which are numbered on from the chunk before. */
async function planOn(ctx: Doing, plan: Plan, channel: Channel, hears: Hears[]): Promise<PlannedJob[]> {
  const { leaveAt, severity } = plan;
  const key = await open(ctx, plan, channel);
  const { batchSize } = channelWay(channel);
  const count = Math.ceil(hears.length / batchSize);
  const [fanOut] = await ctx.db
    .update(fanOuts)
    .set({ planned: sql`${fanOuts.planned} + ${hears.length}`, batches: sql`${fanOuts.batches} + ${count}` })
    .where(ofFanOut(key))
    .returning({ batches: fanOuts.batches });
  const first = fanOut!.batches - count;
  await insertDeliveries(ctx, key, hears, (index) => first + Math.floor(index / batchSize));
  return Array.from({ length: count }, (_, index) =>
    jobFor({ ...key, batch: first + index }, { startAfter: leaveAt, severity }),
  );
}

async function insertDeliveries(
  { db, now }: Doing,
  { updateId, audienceId, channel }: FanOutKey,
  hears: Hears[],
  batchOf: (index: number) => number,
): Promise<void> {
  await db.execute(sql`
    insert into ${deliveries} (update_id, audience_id, channel, recipient_id, reason, batch, planned_at)
    select ${updateId}, ${audienceId}, ${channel}, recipient_id, reason, batch, ${now.toISOString()}::timestamptz
    from unnest(
      ${idColumn(hears.map(({ recipientId }) => recipientId))},
      ${column(hears.map(({ reason }) => reason))}::text[],
      ${column(hears.map((_, index) => batchOf(index)))}::int[]
    ) as heard (recipient_id, reason, batch)`);
}

/** After a standstill: what is newer of the same incident is planned first, so that both go in one letter. */
const catchUpSeconds = 10;

async function readUpdate({ db, now }: Doing, event: Event): Promise<Pick<Plan, "leaveAt" | "severity">> {
  const caughtUp = sql`${now.toISOString()}::timestamptz + make_interval(secs => ${catchUpSeconds})`;
  const newerWaits = sql`exists (select 1 from ${events} as newer where newer.incident_id = ${event.incidentId}
    and newer.id > ${event.id} and newer.update_id is not null and newer.told_at is null)`;
  const leaveAt = sql<Date | null>`greatest(${updates.undoUntil}, case when ${newerWaits} then ${caughtUp} end)`;
  const [update] = await db
    .select({ leaveAt: leaveAt.mapWith(updates.undoUntil), severity: updates.severity })
    .from(updates)
    .where(eq(updates.id, event.updateId!));
  return update ?? { leaveAt: null, severity: null };
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
