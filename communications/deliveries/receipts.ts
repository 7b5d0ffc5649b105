import { asc, eq, inArray, isNull } from "drizzle-orm";
import { suppress } from "@/communications/subscribers/suppress";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { receipts } from "@/db/schema/receipts";
import { groupBy } from "@/lib/group-by";
import type { SuppressionReason } from "@/lib/vocabulary";
import { mayBecome } from "./delivery-states";
import { type Settled, settle } from "./settle";

type Doing = Pick<Context, "db" | "now">;

/** What a provider says of a letter that it took. `id`: of the message, the same when it is said again. */
export type Receipt = {
  id: string;
  providerId: string;
  state: "sent" | "delayed" | "delivered" | "failed" | "suppressed" | "bounced" | "complained";
  suppresses: SuppressionReason | null;
  detail: string | null;
  at: Date;
};

/** Receipts taken up in one step; the next step takes the rest. */
const atOnce = 500;

/** Keeps a receipt, once, and moves its letter on, if that is known already; else `applyReceipts` does later. */
export async function recordReceipt(ctx: Doing, receipt: Receipt): Promise<void> {
  const kept = await ctx.db
    .insert(receipts)
    .values({ ...receipt, receivedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: receipts.id });
  if (kept.length) await applyReceipts(ctx);
}

/** Moves letters on by the receipts that wait for them. Safe at the same time on many machines. Answers how many. */
export async function applyReceipts(ctx: Doing): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inside = { db: tx, now: ctx.now };
    const found = await waiting(tx);
    const ofBatch = ({ delivery }: Waiting) => `${delivery.updateId} ${delivery.channel} ${delivery.batch}`;
    for (const some of groupBy(found, ofBatch).values()) {
      await settle(inside, some[0]!.delivery, furthest(some));
    }
    for (const { delivery, receipt } of found) {
      const { suppresses: reason, detail } = receipt;
      if (reason && delivery.address)
        await suppress(inside, { ...delivery, address: delivery.address }, { reason, detail });
    }
    const ids = found.map(({ receipt }) => receipt.id);
    if (ids.length) await tx.update(receipts).set({ appliedAt: ctx.now }).where(inArray(receipts.id, ids));
    return found.length;
  });
}

type Waiting = Awaited<ReturnType<typeof waiting>>[number];

/** For each letter the furthest of what was said of it. */
function furthest(found: Waiting[]): Settled[] {
  const byRecipient = new Map<string, Settled>();
  for (const { delivery, receipt } of found) {
    const { recipientId } = delivery;
    const said = { recipientId, state: receipt.state as Settled["state"], failure: receipt.detail };
    const before = byRecipient.get(recipientId);
    if (!before || mayBecome(before.state, said.state)) byRecipient.set(recipientId, said);
  }
  return [...byRecipient.values()];
}

/** Those whose letter is known, in an order that is the same for everybody, so that two machines do not dead-lock. */
function waiting(tx: Db) {
  return tx
    .select({
      receipt: receipts,
      delivery: {
        updateId: deliveries.updateId,
        audienceId: deliveries.audienceId,
        channel: deliveries.channel,
        recipientId: deliveries.recipientId,
        batch: deliveries.batch,
        address: deliveries.address,
      },
    })
    .from(receipts)
    .innerJoin(deliveries, eq(deliveries.providerId, receipts.providerId))
    .where(isNull(receipts.appliedAt))
    .orderBy(asc(deliveries.updateId), asc(deliveries.batch), asc(deliveries.recipientId), asc(receipts.at))
    .limit(atOnce)
    .for("update", { of: receipts, skipLocked: true });
}
