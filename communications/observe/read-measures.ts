import { sql } from "drizzle-orm";
import { counted } from "@/communications/deliveries/delivery-states";
import { providers } from "@/communications/senders/providers";
import type { Db } from "@/db/client";
import { fanOuts } from "@/db/schema/deliveries";

/** One thing that can be measured, in the words of Prometheus. */
export type Measure = {
  name: string;
  help: string;
  values: { labels: Record<string, string>; value: number }[];
};

const plain = (name: string, help: string, value: number): Measure => ({
  ...{ name, help },
  values: [{ labels: {}, value }],
});

/** What the database knows of queue, messages, providers and promises. Reads only small tables. */
export async function readMeasures(ctx: { db: Db; now: Date }): Promise<Measure[]> {
  const [queue, messages, senders, [state]] = [
    await readQueue(ctx.db),
    await readMessages(ctx.db),
    await readSenders(ctx),
    await readState(ctx),
  ];
  return [
    { name: "drawbridge_queue_jobs", help: "Jobs that wait or are being done.", values: queue },
    { name: "drawbridge_deliveries", help: "Messages by channel and state.", values: messages },
    ...senders,
    plain("drawbridge_promises_overdue", "Open incidents whose promised update is overdue.", state!.overdue),
    plain(
      "drawbridge_promise_overdue_seconds",
      "How long the oldest is overdue; 0 when none is.",
      state!.longest,
    ),
    plain("drawbridge_incidents_open", "Open incidents.", state!.open),
    plain("drawbridge_events_untold", "Events whose telling is not planned yet.", state!.untold),
    plain("drawbridge_database_version", "The public version that is true now.", state!.version),
  ];
}

async function readQueue(db: Db): Promise<Measure["values"]> {
  const { rows } = await db.execute<{ name: string; state: string; n: number }>(sql`
    select name, state::text, count(*)::int as n from pgboss.job where state < 'completed' group by 1, 2`);
  return rows.map(({ name, state, n }) => ({ labels: { queue: name, state }, value: n }));
}

/** The counts of every fan-out: the ledger itself may have millions of rows. */
async function readMessages(db: Db): Promise<Measure["values"]> {
  const sums = sql.join(
    counted.map(
      (state) => sql`coalesce(sum(${sql.identifier(state)}), 0)::float8 as ${sql.identifier(state)}`,
    ),
    sql`, `,
  );
  const { rows } = await db.execute<Record<string, number> & { channel: never }>(
    sql`select channel, coalesce(sum(planned), 0)::float8 as planned, ${sums} from ${fanOuts} group by 1`,
  );
  return rows.flatMap(({ channel, planned, ...states }) => {
    const settled = Object.values(states).reduce((sum, n) => sum + n, 0);
    const all = { ...states, waiting: planned! - settled };
    return Object.entries(all).map(([state, value]) => ({ labels: { channel, state }, value }));
  });
}

async function readSenders({ db, now }: { db: Db; now: Date }): Promise<Measure[]> {
  const { rows } = await db.execute<{ name: string; rests: number; told: number | null; faults: number }>(sql`
    select name, greatest(0, extract(epoch from paused_until - ${now.toISOString()}::timestamptz))::float8 as rests,
      told_per_second as told, faults_in_row as faults from senders`);
  const of = (value: (row: (typeof rows)[number]) => number) =>
    rows.map((row) => ({ labels: { provider: row.name }, value: value(row) }));
  const limits = new Map(providers().map(({ name, limitPerSecond }) => [name, limitPerSecond]));
  return [
    {
      name: "drawbridge_provider_rests_seconds",
      help: "How long nobody calls a provider yet.",
      values: of(({ rests }) => rests ?? 0),
    },
    {
      name: "drawbridge_provider_faults_in_row",
      help: "Faults of a provider, one after the other.",
      values: of(({ faults }) => faults),
    },
    {
      name: "drawbridge_provider_limit_per_second",
      help: "What a provider takes in a second: as configured, or as it told us. 0: no limit.",
      values: of(({ name, told }) => told ?? limits.get(name) ?? 0),
    },
  ];
}

async function readState({ db, now }: { db: Db; now: Date }) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await db.execute<
    Record<"overdue" | "longest" | "open" | "untold" | "version", number>
  >(sql`
    select count(*) filter (where next_update_by < ${at})::int as overdue,
      coalesce(max(extract(epoch from ${at} - next_update_by)) filter (where next_update_by < ${at}), 0)::float8 as longest,
      count(*)::int as open,
      (select count(*)::int from events where told_at is null) as untold,
      (select public_version::float8 from audiences where slug = 'public') as version
    from incidents where status <> 'resolved' and withdrawn_at is null and not drill`);
  return rows;
}
