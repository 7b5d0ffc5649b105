import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { DomainError } from "@/lib/domain-error";
import type { Channel, DeliveryState } from "@/lib/vocabulary";
import { addToCounts } from "./settle";

/** Not on its way yet: also what waits in the words of the same person's other message. */
const notBegun = sql`(state = 'planned' or (state = 'merged' and merged_into_recipient is not null))`;

/**
 * Takes an update out of the ledger before anything of it left: nobody further is planned for it, and what was
 * planned is `undone`. Its jobs find nothing to do when their time comes. Who left meanwhile stays suppressed. Throws `undo_begun` when a message has had
 * its turn, or carries these words: by another machine's clock the time was over. Part of a transaction.
 */
export async function takeBackDeliveries(ctx: Pick<Context, "db" | "now">, updateId: string): Promise<void> {
  await stopPlanning(ctx, updateId);
  const planned = await lockPlanned(ctx.db, updateId);
  await ctx.db
    .update(deliveries)
    .set({ state: "undone", settledAt: ctx.now, mergedInto: null, mergedIntoRecipient: null })
    .where(and(eq(deliveries.updateId, updateId), notBegun));
  // After the messages, as claiming does: the other way round the two could wait for each other.
  await ctx.db.update(fanOuts).set({ complete: true }).where(eq(fanOuts.updateId, updateId));
  const open = await ctx.db
    .select({ audienceId: fanOuts.audienceId, channel: fanOuts.channel })
    .from(fanOuts)
    .where(eq(fanOuts.updateId, updateId))
    .orderBy(fanOuts.audienceId, fanOuts.channel);
  for (const key of open) {
    const { undone = 0, merged = 0 } = planned.get(`${key.audienceId} ${key.channel}`) ?? {};
    await addToCounts(ctx, { updateId, ...key }, { undone: undone + merged, merged: -merged });
  }
}

/** Waits for the chunk that is being planned, if one is, and lets there be no other. */
async function stopPlanning({ db, now }: Pick<Context, "db" | "now">, updateId: string): Promise<void> {
  await db
    .select({ id: events.id })
    .from(events)
    .where(eq(events.updateId, updateId))
    .orderBy(events.id)
    .for("update");
  await db
    .update(events)
    .set({ toldAt: sql`coalesce(${events.toldAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(events.updateId, updateId));
}

type Waiting = { undone: number; merged: number };

/** Locks the messages in the order that claiming takes, so that one waits for the other; answers how many by fan-out. */
async function lockPlanned(db: Db, updateId: string): Promise<Map<string, Waiting>> {
  const { rows } = await db.execute<{
    audience_id: string;
    channel: Channel;
    state: DeliveryState;
    beside: boolean;
    count: number;
  }>(sql`
    with locked as materialized (
      select audience_id, channel, state, merged_into_recipient from ${deliveries}
      where update_id = ${updateId} order by recipient_id for update)
    select audience_id, channel, state, merged_into_recipient is not null as beside, count(*)::int as count
    from locked group by 1, 2, 3, 4`);
  const { rows: carried } = await db.execute(
    sql`select from ${deliveries} where merged_into = ${updateId} and merged_into_recipient is null limit 1`,
  );
  const left = rows.some(
    ({ state, beside }) => state !== "planned" && state !== "suppressed" && !(state === "merged" && beside),
  );
  if (left || carried.length > 0) {
    throw new DomainError(
      "undo_begun",
      "The first messages have left already, so this can no longer be taken back. Correct its words, or post another update.",
    );
  }
  const waiting = new Map<string, Waiting>();
  for (const { audience_id, channel, state, count } of rows) {
    const key = `${audience_id} ${channel}`;
    const known = waiting.get(key) ?? { undone: 0, merged: 0 };
    if (state === "planned") known.undone += count;
    if (state === "merged") known.merged += count;
    waiting.set(key, known);
  }
  return waiting;
}
