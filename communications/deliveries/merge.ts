import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import type { Channel } from "@/lib/vocabulary";
import { type CountChanges, column } from "./settle";

/** A message that leaves its words to another one for the same recipient. */
export type Merge = { recipientId: string; updateId: string; into: string };
type Found = { recipientId: string; updateId: string; audienceId: string; state: "planned" | "held" };

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
  if (merges.length) await point(ctx, channel, merges);
  for (const { recipientId, updateId } of merges) {
    const before = found.find((one) => one.recipientId === recipientId && one.updateId === updateId)!;
    const key = { updateId, audienceId: before.audienceId };
    changes.add(key, "merged", 1);
    if (before.state === "held") changes.add(key, "held", -1);
  }
  return carriedBy(ctx, channel, found);
}

async function point(
  { db, now }: Pick<Context, "db" | "now">,
  channel: Channel,
  merges: Merge[],
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const pairs = sql`unnest(
    ${column(merges.map(({ recipientId }) => recipientId))}::text[],
    ${column(merges.map(({ updateId }) => updateId))}::text[],
    ${column(merges.map(({ into }) => into))}::text[]
  ) as v (recipient_id, update_id, into_id)`;
  const set = sql`set state = 'merged', merged_into = v.into_id, held_until = null, settled_at = ${at}`;
  const same = sql`d.channel = ${channel} and d.recipient_id = v.recipient_id`;
  await db.execute(
    sql`update ${deliveries} d ${set} from ${pairs} where ${same} and d.update_id = v.update_id`,
  );
  // What was merged into these goes where they go: nothing ever points at a message that is itself merged.
  await db.execute(
    sql`update ${deliveries} d ${set} from ${pairs} where ${same} and d.state = 'merged' and d.merged_into = v.update_id`,
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
      and d.merged_into = any(${column(distinct(found.map(({ updateId }) => updateId)))}::text[])
      and d.recipient_id = any(${column(distinct(found.map(({ recipientId }) => recipientId)))}::text[])
    group by 1, 2`);
  return new Map(rows.map((row) => [`${row.recipient_id} ${row.into_id}`, row.carried]));
}

const distinct = (values: string[]) => [...new Set(values)];
