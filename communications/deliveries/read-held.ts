import { and, asc, count, eq, max, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import type { Channel, HoldReason } from "@/lib/vocabulary";
import { type NamedUpdate, nameUpdates } from "./name-updates";

/** Messages of an update that are kept back for one reason on one channel, and when they get their turn. */
export type HeldGroup = { channel: Channel; why: HoldReason; n: number; first: Date; last: Date };

/** What of an update is held, by channel and reason. */
export async function readHeld(db: Db, updateId: string): Promise<HeldGroup[]> {
  const rows = await db
    .select({
      channel: deliveries.channel,
      why: deliveries.heldWhy,
      n: count(),
      first: min(deliveries.heldUntil),
      last: max(deliveries.heldUntil),
    })
    .from(deliveries)
    .where(and(eq(deliveries.updateId, updateId), eq(deliveries.state, "held")))
    .groupBy(deliveries.channel, deliveries.heldWhy)
    .orderBy(asc(deliveries.channel));
  return rows.flatMap(({ why, first, last, ...row }) =>
    why && first && last ? [{ ...row, why, first, last }] : [],
  );
}

/** Messages whose words went with another one: a newer update's, or (`beside`) the same person's in another audience. */
export type MergedGroup = { channel: Channel; n: number; into: NamedUpdate; beside: boolean };

const beside = sql<boolean>`(${deliveries.mergedIntoRecipient} is not null)`;

/** What of an update went with another one, by channel. */
export async function readMerged(db: Db, updateId: string): Promise<MergedGroup[]> {
  const groups = await db
    .select({ channel: deliveries.channel, mergedInto: deliveries.mergedInto, beside, n: count() })
    .from(deliveries)
    .where(and(eq(deliveries.updateId, updateId), eq(deliveries.state, "merged")))
    .groupBy(deliveries.channel, deliveries.mergedInto, beside)
    .orderBy(asc(deliveries.channel));
  const named = await nameUpdates(
    db,
    groups.flatMap(({ mergedInto }) => mergedInto ?? []),
  );
  return groups.flatMap(({ mergedInto, ...group }) => {
    const into = mergedInto && named.get(mergedInto);
    return into ? [{ ...group, into }] : [];
  });
}
