import { and, asc, eq, sql } from "drizzle-orm";
import type { Letter, Outcome, Transport } from "@/communications/channels/email/transport";
import { wayOut } from "@/communications/channels/email/way-out";
import { leaveUrl, manageUrl } from "@/communications/links";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { unknownAfterMilliseconds } from "./park-unknown";
import { personalWords } from "./personal-words";
import { type BatchJob, batchKey } from "./plan-fan-out";
import { addToCounts, emptyCounts, type Settled, settle } from "./settle";

/** Why a batch is not done yet, and how long the provider asked us to wait. */
export type TryAgain = { reason: string; retryAfterSeconds: number | null };
type Row = typeof deliveries.$inferSelect;
type Doing = Pick<Context, "db" | "now">;

/**
 * Hands over one frozen batch. First commits who is written to and at which address, then calls the provider
 * with no transaction open, then stores what came of it. Every try sends the same letters, in the same order,
 * under the same key. Answers null when the batch is done, else why it must be tried again.
 */
export async function sendBatch(ctx: Doing, transport: Transport, job: BatchJob): Promise<TryAgain | null> {
  await claim(ctx, job);
  const rows = await ctx.db
    .select()
    .from(deliveries)
    .where(and(inBatch(job), eq(deliveries.state, "sending")))
    .orderBy(asc(deliveries.recipientId));
  const young = rows.filter(
    ({ sendingAt }) => sendingAt && ctx.now.getTime() - sendingAt.getTime() < unknownAfterMilliseconds,
  );
  if (young.length === 0) return null;
  const letterOf = await letterMaker(ctx, job);
  return transport.remembersKeys
    ? handTogether(ctx, transport, job, young, letterOf)
    : handOneByOne(ctx, transport, job, young, letterOf);
}

const inBatch = ({ updateId, channel, batch }: BatchJob) =>
  and(eq(deliveries.updateId, updateId), eq(deliveries.channel, channel), eq(deliveries.batch, batch));

/** planned → sending with the address as it is now, or → suppressed for who left or whose address bounced; once. */
async function claim(ctx: Doing, job: BatchJob): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = sql`${ctx.now.toISOString()}::timestamptz`;
    const { rows } = await tx.execute<{ state: string }>(sql`
      update ${deliveries} d set
        state = case when a.address is null then 'suppressed' else 'sending' end,
        address = coalesce(a.address, d.address),
        sending_at = case when a.address is null then null else ${now} end,
        settled_at = case when a.address is null then ${now} end,
        failure = coalesce('The address ' || a.reason || ' earlier', d.failure),
        attempts = 0
      from (
        select p.recipient_id, case when x.reason is null then s.address end as address, x.reason from ${deliveries} p
        left join subscribers s on s.id = p.recipient_id and s.state = 'confirmed'
        left join suppressions x on x.channel = p.channel and x.address = s.address and x.lifted_at is null
        where p.update_id = ${job.updateId} and p.channel = ${job.channel} and p.batch = ${job.batch} and p.state = 'planned'
        for update of p
      ) a
      where d.update_id = ${job.updateId} and d.channel = ${job.channel} and d.recipient_id = a.recipient_id
      returning d.state`);
    const suppressed = rows.filter(({ state }) => state === "suppressed").length;
    if (suppressed) await addToCounts({ db: tx, now: ctx.now }, job, { ...emptyCounts(), suppressed });
  });
}

/** Makes each recipient's letter from the frozen words: links are signatures, so a retry makes the same bytes. */
async function letterMaker(ctx: Doing, job: BatchJob): Promise<(row: Row) => Letter> {
  const [words] = await ctx.db
    .select({ subject: fanOuts.subject, html: fanOuts.html, text: fanOuts.text })
    .from(fanOuts)
    .where(and(eq(fanOuts.updateId, job.updateId), eq(fanOuts.channel, job.channel)));
  if (!words) throw new Error(`No words were frozen for update ${job.updateId}.`);
  return ({ recipientId, address, reason }) => ({
    id: `${job.updateId}.${recipientId}`,
    to: address!,
    subject: words.subject,
    ...personalWords(words, {
      why: reason,
      manageUrl: manageUrl(recipientId),
      leaveUrl: leaveUrl(recipientId),
    }),
    headers: wayOut(recipientId),
  });
}

async function handTogether(
  ctx: Doing,
  transport: Transport,
  job: BatchJob,
  rows: Row[],
  letterOf: (row: Row) => Letter,
): Promise<TryAgain | null> {
  await countAttempt(ctx, job);
  const outcomes = await transport.hand(rows.map(letterOf), batchKey(job));
  return store(ctx, job, rows, outcomes);
}

/** For providers without keys: a letter that an earlier worker had begun to hand over is never handed over again. */
async function handOneByOne(
  ctx: Doing,
  transport: Transport,
  job: BatchJob,
  rows: Row[],
  letterOf: (row: Row) => Letter,
): Promise<TryAgain | null> {
  let again: TryAgain | null = null;
  for (const row of rows) {
    const mine = await countAttempt(ctx, job, row.recipientId);
    const outcomes: Outcome[] = mine
      ? await transport.hand([letterOf(row)], batchKey(job))
      : [{ kind: "unsure", reason: "A worker stopped while it handed this letter over" }];
    const stuck = await store(ctx, job, [row], outcomes);
    if (!stuck) continue;
    again = stuck;
    await forgetAttempt(ctx, job, row.recipientId);
    // No number from the server means that nobody answered: the next letter would wait for nothing too.
    if (stuck.retryAfterSeconds === null) break;
  }
  return again;
}

/** Counts a try before it begins. Of one letter: only if nobody began it before; answers whether. */
async function countAttempt(ctx: Doing, job: BatchJob, only?: string): Promise<boolean> {
  const counted = await ctx.db
    .update(deliveries)
    .set({ attempts: sql`${deliveries.attempts} + 1` })
    .where(
      and(
        inBatch(job),
        eq(deliveries.state, "sending"),
        only ? and(eq(deliveries.recipientId, only), eq(deliveries.attempts, 0)) : undefined,
      ),
    )
    .returning({ id: deliveries.recipientId });
  return counted.length > 0;
}

async function forgetAttempt(ctx: Doing, job: BatchJob, recipientId: string): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ attempts: 0 })
    .where(and(inBatch(job), eq(deliveries.recipientId, recipientId), eq(deliveries.state, "sending")));
}

async function store(ctx: Doing, job: BatchJob, rows: Row[], outcomes: Outcome[]): Promise<TryAgain | null> {
  const settled: Settled[] = [];
  let again: TryAgain | null = null;
  for (const [index, { recipientId }] of rows.entries()) {
    const outcome = outcomes[index]!;
    if (outcome.kind === "accepted") {
      settled.push({ recipientId, state: "sent", providerId: outcome.providerId });
    } else if (outcome.kind === "refused") {
      settled.push({ recipientId, state: "failed", failure: outcome.reason });
    } else if (outcome.kind === "unsure") {
      settled.push({ recipientId, state: "unknown", failure: outcome.reason });
    } else again = outcome;
  }
  await settle(ctx, job, settled);
  if (again) await noteReason(ctx, job, again.reason);
  return again;
}

/** Lets the desk say why letters are still on their way. */
async function noteReason(ctx: Doing, job: BatchJob, failure: string): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ failure })
    .where(and(inBatch(job), eq(deliveries.state, "sending")));
}
