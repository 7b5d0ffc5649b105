import { and, eq, inArray, like, notExists, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { receipts, suppressions } from "@/db/schema/receipts";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { channelsOf, type Subscriber } from "./channels-of";
import { suppressPlanned } from "./leave";
import { aboutAddresses } from "./own-data";
import { erased, erasedAddress } from "./shown-address";

type Doing = Pick<Context, "db" | "now">;

/**
 * Erases somebody, on each channel that their link reaches: their rows, wishes, personal messages, and notes about
 * the addresses go; the ledger forgets the addresses and keeps that a message was sent, so that its counts stay true.
 * A message that is just being handed over keeps its address until that is through: then the clock finishes
 * (`finishErasing`), and until then a row without address stands for them. Erasing twice is erasing once.
 */
export async function erase(ctx: Doing, { subscriberId }: { subscriberId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const within = { db: tx, now: ctx.now };
    const channels = await channelsOf(within, subscriberId);
    if (channels.length === 0) return;
    const ids = channels.map(({ id }) => id).toSorted();
    await tx
      .select()
      .from(subscribers)
      .where(inArray(subscribers.id, ids))
      .orderBy(subscribers.id)
      .for("update");
    await suppressPlanned(within, ids);
    await tx.delete(subscriptionRequests).where(aboutAddresses(subscriptionRequests, channels));
    await tx
      .delete(personalLetters)
      .where(or(aboutAddresses(personalLetters, channels), inArray(personalLetters.subscriberId, ids)));
    await tx.delete(suppressions).where(aboutAddresses(suppressions, channels));
    await forgetRows(within, channels);
    await finishErasing(within);
  });
}

/** What is left of erased people whose last message is through. Part of the clock's step. */
export async function finishErasing({ db }: Doing): Promise<void> {
  const through = await db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(
      and(
        like(subscribers.address, `${erased}:%`),
        notExists(
          db
            .select({ one: sql`1` })
            .from(deliveries)
            .where(and(eq(deliveries.recipientId, subscribers.id), eq(deliveries.state, "sending"))),
        ),
      ),
    );
  const ids = through.map(({ id }) => id);
  if (ids.length === 0) return;
  await anonymise(db, ids);
  await db.delete(subscribers).where(inArray(subscribers.id, ids));
}

/** Empties their rows at once: from here on nobody finds them by anything but their id. */
async function forgetRows({ db, now }: Doing, channels: Subscriber[]): Promise<void> {
  for (const { id } of channels) {
    await db
      .update(subscribers)
      .set({
        ...{ personId: id, address: erasedAddress(id), contact: null, source: null },
        ...{ state: "left", leftAt: now, updatedAt: now },
        ...{ quietFrom: null, quietUntil: null, quietZone: null },
      })
      .where(eq(subscribers.id, id));
  }
}

/** What a provider said of a message may quote its address; that goes with it. */
async function anonymise(db: Db, ids: string[]): Promise<void> {
  const told = db
    .select({ id: deliveries.providerId })
    .from(deliveries)
    .where(inArray(deliveries.recipientId, ids));
  await db.update(receipts).set({ detail: null }).where(inArray(receipts.providerId, told));
  await db
    .update(deliveries)
    .set({ address: sql`case when ${deliveries.address} is not null then ${erased} end`, failure: null })
    .where(inArray(deliveries.recipientId, ids));
}
