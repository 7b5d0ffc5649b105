import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Row, Told } from "./reconcile";
import type { Said } from "./story";

/** Rows read at once. */
const pageSize = 20_000;

/** The updates that the desk really posted, by their marks. An update posted twice is there twice. */
export async function readTold(db: Db, story: Said[]): Promise<(Told & { incidentId: string })[]> {
  const { rows } = await db.execute<{ id: string; incident_id: string; words: string }>(sql`
    select u.id, u.incident_id, w.words from updates u join update_words w on w.update_id = u.id`);
  return rows.flatMap(({ id, incident_id: incidentId, words }) => {
    const said = story.find(({ mark }) => words.includes(mark));
    return said ? [{ ...said, updateId: id, incidentId }] : [];
  });
}

/** The whole ledger of letters. */
export async function readRows(db: Db): Promise<Row[]> {
  const all: Row[] = [];
  for (let last = ["", ""]; ; ) {
    const { rows } = await db.execute<Row>(sql`
      select update_id as "updateId", recipient_id as "recipientId", state, address, also, merged_into as "mergedInto",
        provider_id as "providerId", failure
      from deliveries where channel = 'email' and (update_id, recipient_id) > (${last[0]}, ${last[1]})
      order by update_id, recipient_id limit ${pageSize}`);
    all.push(...rows);
    if (rows.length < pageSize) return all;
    last = [rows.at(-1)!.updateId, rows.at(-1)!.recipientId];
  }
}

/** What is not finished, in words; nothing when everything is. */
export async function readUnfinished(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ words: string }>(sql`
    select 'event ' || id || ' is not told' as words from events where told_at is null
    union all
    select 'fan-out of ' || f.update_id || ' is not finished: ' || coalesce((
      select string_agg(state || ' ' || n, ', ') from (
        select state, count(*) as n from deliveries d where d.update_id = f.update_id group by state) s), 'no rows')
    from fan_outs f where finished_at is null`);
  return rows.map(({ words }) => words);
}

/** Fan-outs whose counts are not those of their rows. */
export async function readMiscounted(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ update_id: string; counted: string; found: string }>(sql`
    select f.update_id,
      concat_ws(' ', f.planned, f.sent, f.failed, f.suppressed, f.merged, f.held, f.unknown) as counted,
      concat_ws(' ', d.planned, d.sent, d.failed, d.suppressed, d.merged, d.held, d.unknown) as found
    from fan_outs f, lateral (
      select count(*) as planned, count(*) filter (where state = 'sent') as sent,
        count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'suppressed') as suppressed,
        count(*) filter (where state = 'merged') as merged, count(*) filter (where state = 'held') as held,
        count(*) filter (where state = 'unknown') as unknown
      from deliveries d where d.update_id = f.update_id and d.channel = f.channel) d`);
  return rows
    .filter(({ counted, found }) => counted !== found)
    .map((row) => `fan-out of ${row.update_id} counts ${row.counted}, its rows are ${row.found}`);
}
