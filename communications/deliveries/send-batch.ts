import { and, asc, eq, inArray } from "drizzle-orm";
import type { Message, Outcome, Transport } from "@/communications/channels/channel";
import type { Transports } from "@/communications/channels/open-channels";
import { handOver } from "@/communications/senders/hand-over";
import { isResting } from "@/communications/senders/rest";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { claimBatch } from "./claim-batch";
import { messageMaker } from "./message-maker";
import { unknownAfterMilliseconds } from "./park-unknown";
import { type BatchJob, inBatch } from "./settle";
import { storeOutcomes } from "./store-outcomes";
import { batchKey } from "./write-rows";

/** Why a job is not done yet. */
export type TryAgain = { reason: string };
export type Delivery = typeof deliveries.$inferSelect;
type Doing = Pick<Context, "db" | "now">;

/**
 * Hands over one frozen batch. First commits who is written to and at which address, then calls the provider
 * with no transaction open, then stores what came of it. Every try sends the same messages, in the same order,
 * under the same key. Answers null when the batch is done, else why it must be tried again.
 */
export async function sendBatch(ctx: Doing, transports: Transports, job: BatchJob): Promise<TryAgain | null> {
  if (!(await claimBatch(ctx, job))) return { reason: "It can still be taken back" };
  const rows = (await readSending(ctx, job)).filter(
    ({ sendingAt }) => sendingAt && ctx.now.getTime() - sendingAt.getTime() < unknownAfterMilliseconds,
  );
  if (rows.length === 0) return null;
  const transport = transports[job.channel];
  if (!transport) return notSetUp(ctx, job, rows);
  const open = transport.remembersKeys ? rows : await setAsideBegun(ctx, job, rows);
  const messageOf = await messageMaker(ctx, job, open);
  let again: TryAgain | null = null;
  for (let from = 0; from < open.length; from += transport.messagesPerCall) {
    const some = open.slice(from, from + transport.messagesPerCall);
    const stuck = await handSome(ctx, transport, job, some, messageOf);
    again ??= stuck && { reason: stuck.reason };
    if (stuck?.rests) break;
  }
  return again;
}

const readSending = ({ db }: Doing, job: BatchJob): Promise<Delivery[]> =>
  db
    .select()
    .from(deliveries)
    .where(and(inBatch(job), eq(deliveries.state, "sending")))
    .orderBy(asc(deliveries.recipientId));

async function handSome(
  ctx: Doing,
  transport: Transport,
  job: BatchJob,
  rows: Delivery[],
  messageOf: (row: Delivery) => Message,
): Promise<{ reason: string; rests: boolean } | null> {
  const begin = () => (transport.remembersKeys ? Promise.resolve() : noteBegin(ctx, job, rows));
  const handed = await handOver(ctx.db, transport, rows.map(messageOf), batchKey(job), begin);
  if ("rests" in handed) {
    await storeOutcomes(ctx, job, rows, [], { why: handed.rests });
    return { reason: handed.rests, rests: true };
  }
  const stuck = await storeOutcomes(ctx, job, rows, handed.outcomes, { triesMax: transport.triesMax });
  // A host of its own that asks for patience asks it of itself only: the others of the batch go on.
  const rests = transport.shared && handed.outcomes.some(isResting);
  return stuck === null ? null : { reason: stuck, rests };
}

/** For providers without keys: notes that a try begins, before it does. */
async function noteBegin({ db, now }: Doing, job: BatchJob, rows: Delivery[]): Promise<void> {
  const ids = rows.map(({ recipientId }) => recipientId);
  await db
    .update(deliveries)
    .set({ tryingSince: now })
    .where(and(inBatch(job), eq(deliveries.state, "sending"), inArray(deliveries.recipientId, ids)));
}

/** For providers without keys: what an earlier worker had begun and left is never handed over again. */
async function setAsideBegun(ctx: Doing, job: BatchJob, rows: Delivery[]): Promise<Delivery[]> {
  const begun = rows.filter(({ tryingSince }) => tryingSince !== null);
  const unsure: Outcome = { kind: "unsure", reason: "A worker stopped while it handed this message over" };
  await storeOutcomes(
    ctx,
    job,
    begun,
    begun.map(() => unsure),
  );
  return rows.filter(({ tryingSince }) => tryingSince === null);
}

async function notSetUp(ctx: Doing, job: BatchJob, rows: Delivery[]): Promise<null> {
  const reason = `This installation is not set up to send by ${job.channel}`;
  await storeOutcomes(
    ctx,
    job,
    rows,
    rows.map(() => ({ kind: "refused", reason, gone: false })),
  );
  return null;
}
