import { and, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import type { Channel } from "@/lib/vocabulary";
import { type CountedState, counted, done, isCounted, mayBecome } from "./delivery-states";

export type FanOutKey = { updateId: string; audienceId: string; channel: Channel };
export type BatchJob = FanOutKey & { batch: number };
export type Settled = {
  recipientId: string;
  state: CountedState;
  providerId?: string | null;
  failure?: string | null;
};

/**
 * Stores what came of deliveries, and keeps the fan-out's counts equal to the ledger, in one transaction. Whoever
 * knows the batch says it: see `inBatch`. `tried`: the provider was asked, which counts as an attempt.
 */
export async function settle(
  ctx: Pick<Context, "db" | "now">,
  job: FanOutKey & { batch?: number },
  settled: Settled[],
  { tried = false }: { tried?: boolean } = {},
): Promise<void> {
  if (settled.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    const ids = settled.map(({ recipientId }) => recipientId);
    const rows = await tx
      .select({ recipientId: deliveries.recipientId, state: deliveries.state })
      .from(deliveries)
      .where(and(inBatch(job), inArray(deliveries.recipientId, ids)))
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
    if (moved.length === 0) return;
    await tx.execute(sql`
      update ${deliveries} d
      set state = v.state, provider_id = coalesce(v.provider_id, d.provider_id), failure = v.failure,
        attempts = d.attempts + ${tried ? 1 : 0}, trying_since = null, settled_at = ${ctx.now.toISOString()}::timestamptz
      from unnest(
        ${idColumn(moved.map(({ recipientId }) => recipientId))},
        ${column(moved.map(({ state }) => state))}::text[],
        ${column(moved.map(({ providerId }) => providerId ?? null))}::text[],
        ${column(moved.map(({ failure }) => failure ?? null))}::text[]
      ) as v (recipient_id, state, provider_id, failure)
      where d.update_id = ${job.updateId} and d.audience_id = ${job.audienceId} and d.channel = ${job.channel} and d.recipient_id = v.recipient_id
        ${job.batch === undefined ? sql`` : sql`and d.batch = ${job.batch}`}`);
    await addToCounts({ db: tx, now: ctx.now }, job, change);
  });
}

export type Counts = Record<CountedState, number>;
export const emptyCounts = () => Object.fromEntries(counted.map((state) => [state, 0])) as Counts;

/**
 * Adds to the counts that the progress bar reads. A fan-out is finished when all its recipients are known and
 * nothing of it is planned, held or sending.
 */
export async function addToCounts(
  ctx: Pick<Context, "db" | "now">,
  key: FanOutKey,
  change: Partial<Counts>,
): Promise<void> {
  const raised = counted.map((state) => [state, sql`${fanOuts[state]} + ${change[state] ?? 0}`] as const);
  const settled = sql.join(
    done.map((state) => sql`${fanOuts[state]} + ${change[state] ?? 0}`),
    sql` + `,
  );
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await ctx.db
    .update(fanOuts)
    .set({
      ...Object.fromEntries(raised),
      finishedAt: sql`case when ${fanOuts.complete} and ${settled} >= ${fanOuts.planned} then coalesce(${fanOuts.finishedAt}, ${now}) end`,
    })
    .where(ofFanOut(key));
}

/**
 * A batch's rows. Whoever looks for rows of an update names the batch too: before PostgreSQL has statistics of a new
 * update it would else read all of its rows for each batch.
 */
export const inBatch = ({ updateId, audienceId, channel, batch }: FanOutKey & { batch?: number }) =>
  and(
    eq(deliveries.updateId, updateId),
    eq(deliveries.audienceId, audienceId),
    eq(deliveries.channel, channel),
    batch === undefined ? undefined : eq(deliveries.batch, batch),
  );

export const ofFanOut = (key: FanOutKey) =>
  and(
    eq(fanOuts.updateId, key.updateId),
    eq(fanOuts.audienceId, key.audienceId),
    eq(fanOuts.channel, key.channel),
  );

/** Changes to the counts of several fan-outs of one channel, stored in an order that is the same for everybody. */
export class CountChanges {
  private readonly byFanOut = new Map<string, { key: Omit<FanOutKey, "channel">; change: Partial<Counts> }>();

  add({ updateId, audienceId }: Omit<FanOutKey, "channel">, state: CountedState, by: number): void {
    const name = `${updateId} ${audienceId}`;
    const known = this.byFanOut.get(name) ?? { key: { updateId, audienceId }, change: {} };
    known.change[state] = (known.change[state] ?? 0) + by;
    this.byFanOut.set(name, known);
  }

  async store(ctx: Pick<Context, "db" | "now">, channel: Channel): Promise<void> {
    const sorted = [...this.byFanOut].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { key, change }] of sorted) await addToCounts(ctx, { ...key, channel }, change);
  }
}

/** A column of values as one parameter: rows of single parameters would soon be more than PostgreSQL's protocol takes. */
export const column = (values: (string | number | null)[]) => sql.param(values);
/** Ids as the type they are stored in: compared with text, no index would be used. */
export const idColumn = (ids: string[]) => sql`${sql.param(ids)}::bpchar[]`;
export const times = (values: (Date | null)[]) => sql.param(values.map((at) => at?.toISOString() ?? null));
