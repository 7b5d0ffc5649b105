import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import type { Channel } from "@/lib/vocabulary";
import { type CountChanges, column, idColumn } from "./settle";

/** A message that leaves its words to another one for the same recipient. */
export type Merge = { recipientId: string; updateId: string; into: string };
type Found = {
  recipientId: string;
  updateId: string;
  audienceId: string;
  state: "planned" | "held";
  /** Where the row stands; it is locked, so it stays there. */
  at: string;
};

/**
 * Makes messages `merged`, and those that had left their words to them follow. Answers for each recipient and
 * message ("recipient update") which updates' words it now carries besides its own, oldest first.
 */
export async function merge(
  ctx: Pick<Context, "db" | "now">,
  channel: Channel,
  found: Found[],
  merges: Merge[],
  changes: CountChanges,
): Promise<Map<string, string[]>> {
  const rowOf = new Map(found.map((row) => [`${row.recipientId} ${row.updateId}`, row]));
  const before = merges.map((one) => rowOf.get(`${one.recipientId} ${one.updateId}`)!);
  if (merges.length) await point(ctx, channel, merges, before);
  for (const { updateId, audienceId, state } of before) {
    const key = { updateId, audienceId };
    changes.add(key, "merged", 1);
    if (state === "held") changes.add(key, "held", -1);
  }
  return carriedBy(ctx, channel, found);
}

async function point(
  { db, now }: Pick<Context, "db" | "now">,
  channel: Channel,
  merges: Merge[],
  rows: Found[],
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const pairs = sql`unnest(
    ${column(rows.map((row) => row.at))}::tid[],
    ${idColumn(merges.map(({ recipientId }) => recipientId))},
    ${idColumn(merges.map(({ updateId }) => updateId))},
    ${idColumn(merges.map(({ into }) => into))}
  ) as v (at, recipient_id, update_id, into_id)`;
  const set = sql`set state = 'merged', merged_into = v.into_id, held_until = null, settled_at = ${at}`;
  await db.execute(sql`update ${deliveries} d ${set} from ${pairs} where d.ctid = v.at`);
  // What was merged into these goes where they go: nothing ever points at a message that is itself merged.
  await db.execute(
    sql`update ${deliveries} d ${set} from ${pairs} where d.channel = ${channel}
      and d.state = 'merged' and d.merged_into = v.update_id and d.recipient_id = v.recipient_id`,
  );
}

async function carriedBy(
  { db }: Pick<Context, "db">,
  channel: Channel,
  found: Found[],
): Promise<Map<string, string[]>> {
  const { rows } = await db.execute<{ recipient_id: string; into_id: string; carried: string[] }>(sql`
    select d.recipient_id, d.merged_into as into_id, array_agg(d.update_id::text order by u.posted_at, u.id) as carried
    from ${deliveries} d
    join updates u on u.id = d.update_id
    join ${deliveries} i on i.update_id = d.merged_into and i.channel = d.channel and i.recipient_id = d.recipient_id
      and i.state = 'planned'
    where d.channel = ${channel} and d.state = 'merged'
      and d.merged_into = any(${idColumn(distinct(found.map(({ updateId }) => updateId)))})
      and d.recipient_id = any(${idColumn(distinct(found.map(({ recipientId }) => recipientId)))})
    group by 1, 2`);
  return new Map(rows.map((row) => [`${row.recipient_id} ${row.into_id}`, row.carried]));
}

const distinct = (values: string[]) => [...new Set(values)];
