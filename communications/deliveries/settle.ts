import { and, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import type { Channel, DeliveryState } from "@/lib/vocabulary";

export type FanOutKey = { updateId: string; audienceId: string; channel: Channel };
export type Settled = {
  recipientId: string;
  state: CountedState;
  providerId?: string | null;
  failure?: string | null;
};

/** The states that a fan-out counts. Handed over, a letter only moves on in this order, so receipts may come in any. */
const afterwards = ["sent", "delayed", "delivered", "failed", "suppressed", "bounced", "complained"] as const;
const counted = [...afterwards, "unknown"] as const;
type CountedState = (typeof counted)[number];
const isCounted = (state: DeliveryState): state is CountedState =>
  (counted as readonly DeliveryState[]).includes(state);

const onFrom = (state: (typeof afterwards)[number]) => afterwards.slice(afterwards.indexOf(state) + 1);

/** What may follow what: outcomes only move forward, so a late or repeated one changes nothing. */
const follows: Partial<Record<DeliveryState, readonly DeliveryState[]>> = {
  planned: ["suppressed"],
  sending: ["sent", "failed", "unknown"],
  unknown: ["sent", "failed"],
  ...Object.fromEntries(afterwards.map((state) => [state, onFrom(state)])),
};
export const mayBecome = (from: DeliveryState, to: DeliveryState) => follows[from]?.includes(to) ?? false;

/** Stores what came of deliveries, and keeps the fan-out's counts equal to the ledger, in one transaction. */
export async function settle(
  ctx: Pick<Context, "db" | "now">,
  key: FanOutKey,
  settled: Settled[],
): Promise<void> {
  if (settled.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    const ofUpdate = and(eq(deliveries.updateId, key.updateId), eq(deliveries.channel, key.channel));
    const ids = settled.map(({ recipientId }) => recipientId);
    const rows = await tx
      .select({ recipientId: deliveries.recipientId, state: deliveries.state })
      .from(deliveries)
      .where(and(ofUpdate, inArray(deliveries.recipientId, ids)))
      .orderBy(deliveries.recipientId)
      .for("update");
    const stateOf = new Map(rows.map(({ recipientId, state }) => [recipientId, state]));
    const change = emptyCounts();
    const moved = settled.filter(({ recipientId, state }) => {
      const before = stateOf.get(recipientId);
      if (!before || !mayBecome(before, state)) return false;
      change[state]++;
      if (isCounted(before)) change[before]--;
      return true;
    });
    const column = (values: (string | null)[]) => sql.param(values);
    await tx.execute(sql`
      update ${deliveries} d
      set state = v.state, provider_id = coalesce(v.provider_id, d.provider_id), failure = v.failure, settled_at = ${ctx.now.toISOString()}::timestamptz
      from unnest(
        ${column(moved.map(({ recipientId }) => recipientId))}::text[],
        ${column(moved.map(({ state }) => state))}::text[],
        ${column(moved.map(({ providerId }) => providerId ?? null))}::text[],
        ${column(moved.map(({ failure }) => failure ?? null))}::text[]
      ) as v (recipient_id, state, provider_id, failure)
      where d.update_id = ${key.updateId} and d.channel = ${key.channel} and d.recipient_id = v.recipient_id`);
    await addToCounts({ db: tx, now: ctx.now }, key, change);
  });
}

export type Counts = Record<CountedState, number>;
export const emptyCounts = () => Object.fromEntries(counted.map((state) => [state, 0])) as Counts;

/** Adds to the counts that the progress bar reads. A fan-out is finished when nothing is planned or sending. */
export async function addToCounts(
  ctx: Pick<Context, "db" | "now">,
  key: FanOutKey,
  change: Counts,
): Promise<void> {
  const raised = counted.map((state) => [state, sql`${fanOuts[state]} + ${change[state]}`] as const);
  const settled = sql.join(
    raised.map(([, value]) => sql`(${value})`),
    sql` + `,
  );
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await ctx.db
    .update(fanOuts)
    .set({
      ...Object.fromEntries(raised),
      finishedAt: sql`case when ${settled} >= ${fanOuts.planned} then coalesce(${fanOuts.finishedAt}, ${now}) end`,
    })
    .where(
      and(
        eq(fanOuts.updateId, key.updateId),
        eq(fanOuts.audienceId, key.audienceId),
        eq(fanOuts.channel, key.channel),
      ),
    );
}
