import { sql } from "drizzle-orm";
import { batchQueue, enqueue, lightEngine } from "@/communications/queue";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { groupBy } from "@/lib/group-by";
import type { Channel } from "@/lib/vocabulary";
import { addToCounts, type FanOutKey, idColumn, ofFanOut } from "./settle";
import { jobFor } from "./write-rows";

/** Held messages that get their turn in one step; the next step takes the rest. */
const atOnce = 1_000;

/**
 * Gives held messages their turn again when their time has come. Of several for one person only the newest: it takes
 * the others along. One that a newer message will take along anyway is left to it. Answers how many got a turn.
 */
export async function releaseHeld(ctx: Pick<Context, "db" | "now">): Promise<number> {
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const due = await lockDue(tx, ctx.now);
    for (const rows of groupBy(due, ({ updateId, channel }) => `${updateId} ${channel}`).values()) {
      const key: FanOutKey = rows[0]!;
      const [fanOut] = await tx
        .update(fanOuts)
        .set({ batches: sql`${fanOuts.batches} + 1` })
        .where(ofFanOut(key))
        .returning({ batches: fanOuts.batches });
      const batch = fanOut!.batches - 1;
      await tx.execute(sql`
        update ${deliveries} set state = 'planned', batch = ${batch}, held_until = null, held_why = null
        where update_id = ${key.updateId} and channel = ${key.channel}
          and recipient_id = any(${idColumn(rows.map(({ recipientId }) => recipientId))})`);
      await addToCounts({ db: tx, now: ctx.now }, key, { held: -rows.length });
      const job = jobFor({ ...key, batch }, { startAfter: null, severity: null });
      await enqueue(engine, tx, batchQueue(key.channel), [job]);
    }
    return due.length;
  });
}

type Due = FanOutKey & { recipientId: string };

async function lockDue(tx: Db, now: Date): Promise<Due[]> {
  const { rows } = await tx.execute<{
    update_id: string;
    audience_id: string;
    channel: Channel;
    recipient_id: string;
  }>(sql`
    select d.update_id, d.audience_id, d.channel, d.recipient_id from ${deliveries} d
    where d.state = 'held' and d.held_until <= ${now.toISOString()}::timestamptz and not exists (
      select from ${deliveries} n
      where n.recipient_id = d.recipient_id and n.channel = d.channel and n.state in ('planned', 'held')
        and (n.planned_at, n.update_id) > (d.planned_at, d.update_id))
    order by d.update_id, d.recipient_id
    limit ${atOnce}
    for update skip locked`);
  return rows.map((row) => ({
    updateId: row.update_id,
    audienceId: row.audience_id,
    channel: row.channel,
    recipientId: row.recipient_id,
  }));
}
