import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { subscribers } from "@/db/schema/subscribers";
import type { Channel, DeliveryState, HoldReason } from "@/lib/vocabulary";
import { addressLike } from "../subscribers/address-like";
import { type CountedState, counted } from "./delivery-states";

/** One row of the ledger. `address` is the one written to, or for who was not written to the one on record. */
export type DeliveryRow = {
  recipientId: string;
  audienceId: string;
  channel: Channel;
  batch: number;
  address: string | null;
  reason: string;
  /** The rules that caught them, read aloud; null: they hear by what they asked for. */
  toldBy: string | null;
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
export type LedgerFilter = { search?: string; state?: LedgerState; channel?: Channel; audienceId?: string };
export type DeliveriesQuery = LedgerFilter & { limit?: number; offset?: number };

/** A page of an update's ledger, by audience, channel and batch, with how many rows match. */
export async function readDeliveries(
  db: Db,
  updateId: string,
  { limit = 50, offset = 0, ...filter }: DeliveriesQuery,
): Promise<{ total: number; rows: DeliveryRow[] }> {
  const found = await readLedger(db, updateId, filter, { limit, offset });
  const rows = found.map(({ matches: _, ...row }) => row);
  const total = filter.search ? (found[0]?.matches ?? 0) : await countRows(db, updateId, filter);
  return { total, rows };
}

/** `after`: a row to go on behind, which costs the same however far in; an offset is for a person who turns pages. */
type Part = {
  limit: number;
  offset?: number;
  after?: Pick<DeliveryRow, "audienceId" | "channel" | "batch" | "recipientId">;
};

/**
 * Some rows by audience, channel and batch, as the index has them. People are looked up for these alone: a ledger may be long, a
 * part of it is short.
 */
export function readLedger(
  db: Db,
  updateId: string,
  filter: LedgerFilter,
  { limit, offset = 0, after }: Part,
): Promise<(DeliveryRow & { matches: number })[]> {
  const { audienceId, channel, batch, recipientId } = deliveries;
  const order = [asc(audienceId), asc(channel), asc(batch), asc(recipientId)];
  const behind =
    after &&
    sql`(${audienceId}, ${channel}, ${batch}, ${recipientId})
      > (${after.audienceId}, ${after.channel}, ${after.batch}, ${after.recipientId})`;
  const part = db
    .select({
      ...ofLedger,
      matches: sql<number>`${filter.search ? sql`count(*) over ()` : sql`0`}`.mapWith(Number).as("matches"),
      place: sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.as("place"),
    })
    .from(deliveries)
    .where(and(matching(updateId, filter), behind))
    .orderBy(...order)
    .limit(limit)
    .offset(offset)
    .as("part");
  const { place, matches, ...columns } = part._.selectedFields;
  return db
    .select({
      ...columns,
      matches,
      address: sql<string | null>`coalesce(${part.address}, ${subscribers.address})`.mapWith(
        subscribers.address,
      ),
    })
    .from(part)
    .leftJoin(subscribers, eq(subscribers.id, part.recipientId))
    .orderBy(asc(place));
}

const ofLedger = {
  recipientId: deliveries.recipientId,
  audienceId: deliveries.audienceId,
  channel: deliveries.channel,
  batch: deliveries.batch,
  address: deliveries.address,
  reason: deliveries.reason,
  toldBy: deliveries.toldBy,
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
};

function matching(
  updateId: string,
  { search = "", state, channel, audienceId }: LedgerFilter,
): SQL | undefined {
  return and(
    eq(deliveries.updateId, updateId),
    audienceId ? eq(deliveries.audienceId, audienceId) : undefined,
    channel && eq(deliveries.channel, channel),
    state === "waiting" ? inArray(deliveries.state, ["planned", "sending"]) : undefined,
    state && state !== "waiting" ? eq(deliveries.state, state) : undefined,
    search ? addressedLike(search) : undefined,
  );
}

/**
 * Who was written to at such an address, or is on record with it and was not written to. Addresses of mail are kept in
 * lower case, others are looked for as typed: comparing without case would cost twenty times as much.
 */
function addressedLike(search: string): SQL {
  const parts = [...new Set([search, search.toLowerCase()])];
  const like = (column: SQL | AnyPgColumn) =>
    sql.join(
      parts.map((part) => addressLike(column, part, "like")),
      sql` or `,
    );
  return sql`(${like(deliveries.address)} or (${deliveries.address} is null and ${deliveries.recipientId} in (
    select s.id from subscribers s where ${like(sql`s.address`)})))`;
}

/** What is not searched for is counted already. */
async function countRows(
  db: Db,
  updateId: string,
  { state, channel, audienceId }: LedgerFilter,
): Promise<number> {
  const told = await db
    .select()
    .from(fanOuts)
    .where(
      and(
        eq(fanOuts.updateId, updateId),
        audienceId ? eq(fanOuts.audienceId, audienceId) : undefined,
        channel && eq(fanOuts.channel, channel),
      ),
    );
  return told.reduce((sum, fanOut) => sum + countIn(fanOut, state), 0);
}

type FanOut = typeof fanOuts.$inferSelect;
const countIn = (fanOut: FanOut, state: LedgerState | undefined) =>
  state === undefined ? fanOut.planned : state === "waiting" ? waitingIn(fanOut) : fanOut[state];

/** Planned and sending together: what a fan-out does not count apart. */
export function waitingIn(fanOut: Record<CountedState, number> & { planned: number }): number {
  return fanOut.planned - counted.reduce((sum, state) => sum + fanOut[state], 0);
}
