import { sql } from "drizzle-orm";
import { done } from "@/communications/deliveries/delivery-states";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";

/**
 * Parks every message of a restored ledger that had not left: it may have left since, so it is `unknown`, at the address
 * that it would have gone to. Who has no address any more is `suppressed`. Answers how many ask for a person.
 */
export async function parkRestored(
  { db, now }: Pick<Context, "db" | "now">,
  backupAt: Date,
): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const why = `Restored from a backup of ${backupAt.toISOString()}: it may have left since`;
  const { rowCount } = await db.execute(sql`
    with waiting as (
      select d.ctid as place, coalesce(d.address, s.address) as address
      from ${deliveries} d left join subscribers s on s.id = d.recipient_id
      where d.state in ('planned', 'held', 'sending'))
    update ${deliveries} d set
      state = case when waiting.address is null then 'suppressed' else 'unknown' end,
      address = waiting.address, failure = ${why}, settled_at = ${at},
      held_until = null, held_why = null, trying_since = null
    from waiting where d.ctid = waiting.place`);
  await recount({ db, now });
  return rowCount ?? 0;
}

/** What the ledger says is what the counts say; nothing of it is under way. */
async function recount({ db, now }: Pick<Context, "db" | "now">): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const counts = sql.join(
    done.map((state) => sql`${sql.identifier(state)} = coalesce(c.${sql.identifier(state)}, 0)`),
    sql`, `,
  );
  const counted = sql.join(
    done.map((state) => sql`count(*) filter (where state = ${state})::int as ${sql.identifier(state)}`),
    sql`, `,
  );
  await db.execute(sql`
    update ${fanOuts} f set complete = true, held = 0, planned = coalesce(c.planned, 0),
      finished_at = coalesce(f.finished_at, ${at}), ${counts}
    from ${fanOuts} g left join (
      select update_id, audience_id, channel, count(*)::int as planned, ${counted}
      from ${deliveries} group by 1, 2, 3) c using (update_id, audience_id, channel)
    where (f.finished_at is null or not f.complete)
      and f.update_id = g.update_id and f.audience_id = g.audience_id and f.channel = g.channel`);
}
