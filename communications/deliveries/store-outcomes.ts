import { and, eq, inArray, sql } from "drizzle-orm";
import type { Outcome } from "@/communications/channels/channel";
import { noteResult } from "@/communications/subscribers/note-result";
import { suppress } from "@/communications/subscribers/suppress";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { type BatchJob, inBatch, type Settled, settle } from "./settle";

type Doing = Pick<Context, "db" | "now">;
type Row = { recipientId: string; address: string | null; attempts: number };

/**
 * Stores what came of handing over some of a batch: one outcome for each row, or none when the provider was not
 * called (`why` says why). Answers why something must be tried again; null when nothing must.
 */
export async function storeOutcomes(
  ctx: Doing,
  job: BatchJob,
  rows: Row[],
  outcomes: Outcome[],
  { why = null, triesMax = null }: { why?: string | null; triesMax?: number | null } = {},
): Promise<string | null> {
  const settled: Settled[] = [];
  const again: { recipientId: string; reason: string }[] = [];
  for (const [index, { recipientId, attempts }] of rows.entries()) {
    const outcome: Outcome = outcomes[index] ?? {
      kind: "tryAgain",
      reason: why ?? "",
      retryAfterSeconds: null,
    };
    const state = settledState(outcome, attempts, triesMax);
    if (state === null) again.push({ recipientId, reason: reasonOf(outcome) });
    else if (outcome.kind === "accepted")
      settled.push({ recipientId, state, providerId: outcome.providerId });
    else settled.push({ recipientId, state, failure: reasonOf(outcome) });
  }
  const tried = why === null;
  await settle(ctx, job, settled, { tried });
  await giveUpAddresses(ctx, job, rows, outcomes);
  await noteResult(ctx, job.channel, settled);
  if (again.length) await noteReason(ctx, job, again, tried);
  return again[0]?.reason ?? null;
}

function settledState(outcome: Outcome, attempts: number, triesMax: number | null) {
  switch (outcome.kind) {
    case "accepted":
      return "sent";
    case "refused":
      return "failed";
    case "unsure":
      return "unknown";
    default:
      return triesMax !== null && attempts + 1 >= triesMax && !outcome.rest ? "failed" : null;
  }
}

const reasonOf = (outcome: Outcome) => ("reason" in outcome ? outcome.reason : "");

/** Addresses at which nobody is any more are not written to again, until somebody says otherwise. */
async function giveUpAddresses(ctx: Doing, job: BatchJob, rows: Row[], outcomes: Outcome[]): Promise<void> {
  for (const [index, { address }] of rows.entries()) {
    const outcome = outcomes[index];
    if (outcome?.kind !== "refused" || !outcome.gone || address === null) continue;
    await suppress(ctx, { channel: job.channel, address }, { reason: "bounced", detail: outcome.reason });
  }
}

/** Lets the desk say why messages are still on their way. The try is over: the next one may begin. */
async function noteReason(
  { db }: Doing,
  job: BatchJob,
  again: { recipientId: string; reason: string }[],
  tried: boolean,
): Promise<void> {
  const ids = again.map(({ recipientId }) => recipientId);
  await db
    .update(deliveries)
    .set({
      failure: again[0]!.reason,
      attempts: sql`${deliveries.attempts} + ${tried ? 1 : 0}`,
      tryingSince: null,
    })
    .where(and(inBatch(job), eq(deliveries.state, "sending"), inArray(deliveries.recipientId, ids)));
}
