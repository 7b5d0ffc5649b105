import { and, asc, count, eq, ilike, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { subscribers } from "@/db/schema/subscribers";
import type { Channel, DeliveryState, HoldReason } from "@/lib/vocabulary";
import { type CountedState, counted } from "./delivery-states";

/** One row of the ledger. `address` is the one written to, or for who was not written to the one on record. */
export type DeliveryRow = {
  recipientId: string;
  channel: Channel;
  address: string | null;
  reason: string;
  state: DeliveryState;
  failure: string | null;
  attempts: number;
  also: string[];
  mergedInto: string | null;
  providerId: string | null;
  heldUntil: Date | null;
  heldWhy: HoldReason | null;
  plannedAt: Date;
  sendingAt: Date | null;
  settledAt: Date | null;
};

/** `waiting`: planned or sending. */
export type LedgerState = CountedState | "waiting";
export type LedgerFilter = { search?: string; state?: LedgerState; channel?: Channel };
export type DeliveriesQuery = LedgerFilter & { limit?: number; offset?: number };

/** A page of an update's ledger, by channel and batch, with how many rows match. */
export async function readDeliveries(
  db: Db,
  updateId: string,
  { limit = 50, offset = 0, ...filter }: DeliveriesQuery,
): Promise<{ total: number; rows: DeliveryRow[] }> {
  const rows = await selectLedger(db, updateId, filter)
    .orderBy(asc(deliveries.channel), asc(deliveries.batch), asc(deliveries.recipientId))
    .limit(limit)
    .offset(offset);
  return { total: await countRows(db, updateId, filter), rows };
}

/** The rows that match, unsorted; `besides`: for readers that go through them part by part. */
export function selectLedger(db: Db, updateId: string, filter: LedgerFilter, besides?: SQL) {
  return db
    .select({
      recipientId: deliveries.recipientId,
      channel: deliveries.channel,
      address,
      reason: deliveries.reason,
      state: deliveries.state,
      failure: deliveries.failure,
      attempts: deliveries.attempts,
      also: deliveries.also,
      mergedInto: deliveries.mergedInto,
      providerId: deliveries.providerId,
      heldUntil: deliveries.heldUntil,
      heldWhy: deliveries.heldWhy,
      plannedAt: deliveries.plannedAt,
      sendingAt: deliveries.sendingAt,
      settledAt: deliveries.settledAt,
    })
    .from(deliveries)
    .leftJoin(subscribers, eq(subscribers.id, deliveries.recipientId))
    .where(and(matching(updateId, filter), besides))
    .$dynamic();
}

const address = sql<string | null>`coalesce(${deliveries.address}, ${subscribers.address})`;

function matching(updateId: string, { search = "", state, channel }: LedgerFilter): SQL | undefined {
  return and(
    eq(deliveries.updateId, updateId),
    channel && eq(deliveries.channel, channel),
    state === "waiting" ? inArray(deliveries.state, ["planned", "sending"]) : undefined,
    state && state !== "waiting" ? eq(deliveries.state, state) : undefined,
    search ? ilike(address, `%${escapeLike(search)}%`) : undefined,
  );
}

/** What is not searched for is counted already. */
async function countRows(db: Db, updateId: string, filter: LedgerFilter): Promise<number> {
  const { search, state, channel } = filter;
  if (search) {
    const [found] = await db
      .select({ n: count() })
      .from(deliveries)
      .leftJoin(subscribers, eq(subscribers.id, deliveries.recipientId))
      .where(matching(updateId, filter));
    return found?.n ?? 0;
  }
  const told = await db
    .select()
    .from(fanOuts)
    .where(and(eq(fanOuts.updateId, updateId), channel && eq(fanOuts.channel, channel)));
  return told.reduce((sum, fanOut) => sum + countIn(fanOut, state), 0);
}

type FanOut = typeof fanOuts.$inferSelect;
const countIn = (fanOut: FanOut, state: LedgerState | undefined) =>
  state === undefined ? fanOut.planned : state === "waiting" ? waitingIn(fanOut) : fanOut[state];

/** Planned and sending together: what a fan-out does not count apart. */
export function waitingIn(fanOut: Record<CountedState, number> & { planned: number }): number {
  return fanOut.planned - counted.reduce((sum, state) => sum + fanOut[state], 0);
}

/** A stranger's text as itself inside LIKE. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`);
