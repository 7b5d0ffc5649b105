import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { receipts, suppressions } from "@/db/schema/receipts";
import { subscribers } from "@/db/schema/subscribers";
import { users } from "@/db/schema/users";
import type { Channel } from "@/lib/vocabulary";
import type { DeliveryKey } from "./as-sent";
import { type NamedUpdate, nameUpdates } from "./name-updates";
import type { Decision } from "./note-decision";

type Delivery = typeof deliveries.$inferSelect;
export type KeptReceipt = typeof receipts.$inferSelect;

/** What a person decided about this one message, and what was known of it before. */
export type DecidedOnce = Pick<Decision, "decision" | "reason"> & {
  at: Date;
  who: string | null;
  failure: string | null;
  providerId: string | null;
};

/** Another message of the same update to the same person. */
export type Beside = { channel: Channel; recipientId: string; audience: string };

/** All that is kept about one message. */
export type StoryFacts = {
  delivery: Delivery;
  update: NamedUpdate;
  subscriber: Pick<typeof subscribers.$inferSelect, "address" | "state" | "pausedAt" | "leftAt"> | null;
  /** That the address is not written to now. */
  suppression: Pick<typeof suppressions.$inferSelect, "reason" | "detail" | "since"> | null;
  mergedInto: NamedUpdate | null;
  /** The message that brought its words, where the person is in two audiences. */
  mergedBeside: Beside | null;
  /** The message that failed, in whose place this one is; and the one in the place of this. */
  insteadOf: Beside | null;
  next: Beside | null;
  /** Earlier updates whose words it carried, oldest first. */
  also: NamedUpdate[];
  /** In order of time; also those of a first message that was sent again. */
  receipts: KeptReceipt[];
  decisions: DecidedOnce[];
};

/** Everything about one message, for its story; null when there is none. */
export async function readStory(db: Db, key: DeliveryKey): Promise<StoryFacts | null> {
  const [row] = await db
    .select({
      delivery: deliveries,
      subscriber: {
        address: subscribers.address,
        state: subscribers.state,
        pausedAt: subscribers.pausedAt,
        leftAt: subscribers.leftAt,
      },
    })
    .from(deliveries)
    .leftJoin(subscribers, eq(subscribers.id, deliveries.recipientId))
    .where(
      and(
        eq(deliveries.updateId, key.updateId),
        eq(deliveries.channel, key.channel),
        eq(deliveries.recipientId, key.recipientId),
      ),
    );
  if (!row) return null;
  const { delivery, subscriber } = row;
  const { updateId, mergedInto, also } = delivery;
  const named = await nameUpdates(db, [updateId, ...also, ...(mergedInto ? [mergedInto] : [])]);
  const decisions = await readDecisions(db, key);
  const beside = await readBeside(db, delivery);
  const ids = [delivery.providerId, ...decisions.map(({ providerId }) => providerId)];
  return {
    delivery,
    subscriber,
    update: named.get(updateId)!,
    suppression: await readSuppression(db, delivery, subscriber?.address ?? null),
    mergedInto: (mergedInto && named.get(mergedInto)) || null,
    ...beside,
    also: also.flatMap((id) => named.get(id) ?? []),
    receipts: await readReceipts(
      db,
      ids.filter((id) => id !== null),
    ),
    decisions,
  };
}

async function readBeside(
  db: Db,
  { updateId, recipientId, mergedIntoRecipient, insteadOf }: Delivery,
): Promise<Pick<StoryFacts, "mergedBeside" | "insteadOf" | "next">> {
  const ids = [mergedIntoRecipient, insteadOf].filter((id) => id !== null);
  const rows = await db
    .select({
      channel: deliveries.channel,
      recipientId: deliveries.recipientId,
      insteadOf: deliveries.insteadOf,
      audience: audiences.name,
    })
    .from(deliveries)
    .innerJoin(audiences, eq(audiences.id, deliveries.audienceId))
    .where(
      and(
        eq(deliveries.updateId, updateId),
        // Through the person: their rows are few, an update's may be a million.
        inArray(deliveries.recipientId, await ownIds(db, recipientId, ids)),
      ),
    );
  const find = (wanted: (row: (typeof rows)[number]) => boolean) => {
    const row = rows.find(wanted);
    return row ? { channel: row.channel, recipientId: row.recipientId, audience: row.audience } : null;
  };
  return {
    mergedBeside: find((row) => row.recipientId === mergedIntoRecipient),
    insteadOf: find((row) => row.recipientId === insteadOf),
    next: find((row) => row.insteadOf === recipientId),
  };
}

async function ownIds(db: Db, recipientId: string, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(
      sql`${subscribers.personId} = (select s.person_id from ${subscribers} s where s.id = ${recipientId})`,
    );
  return [...new Set([recipientId, ...ids, ...rows.map(({ id }) => id)])];
}

async function readSuppression(db: Db, { channel, address }: Delivery, current: string | null) {
  const known = address ?? current;
  if (known === null) return null;
  const [found] = await db
    .select({ reason: suppressions.reason, detail: suppressions.detail, since: suppressions.since })
    .from(suppressions)
    .where(
      and(eq(suppressions.channel, channel), eq(suppressions.address, known), isNull(suppressions.liftedAt)),
    );
  return found ?? null;
}

async function readReceipts(db: Db, providerIds: string[]): Promise<KeptReceipt[]> {
  if (providerIds.length === 0) return [];
  return db
    .select()
    .from(receipts)
    .where(inArray(receipts.providerId, providerIds))
    .orderBy(asc(receipts.at), asc(receipts.receivedAt));
}

async function readDecisions(
  db: Db,
  { updateId, channel, recipientId }: DeliveryKey,
): Promise<DecidedOnce[]> {
  const about = JSON.stringify({ updateId, channel, recipients: [{ id: recipientId }] });
  const rows = await db
    .select({ at: events.at, name: users.name, email: users.email, details: events.details })
    .from(events)
    .leftJoin(users, eq(users.id, events.actorId))
    .where(
      and(
        inArray(events.kind, ["deliveries_retried", "deliveries_decided"]),
        sql`${events.details} @> ${about}::jsonb`,
      ),
    )
    .orderBy(asc(events.id));
  return rows.map(({ at, name, email, details }) => {
    const { decision, reason, recipients } = details as Decision;
    const before = recipients.find(({ id }) => id === recipientId);
    const { failure = null, providerId = null } = before ?? {};
    return { at, who: name ?? email, decision, reason, failure, providerId };
  });
}
