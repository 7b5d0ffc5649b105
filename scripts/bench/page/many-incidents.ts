import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Words as long as updates are. */
const words =
  "Since 13:52 UTC about one in five card payments in Europe is declined. Orders are kept and nobody is charged twice.";

/**
 * A past of so many incidents, three updates each, one every nine hours, the youngest of forty days ago: what grows is the
 * database, not what the page has to say of the last days.
 */
export async function addPast(db: Db, count: number): Promise<void> {
  const page = sql`(select id from audiences where slug = 'public')`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      insert into incidents (id, title, status, severity, impact, started_at, resolved_at, created_at, updated_at)
      select 'b' || lpad(to_hex(n), 11, '0'), 'Incident ' || n || ': card payments fail', 'resolved', 'SEV2', 'major',
        at, at + interval '50 minutes', at, at
      from generate_series(1, ${count}) n, lateral (select now() - interval '40 days' - n * interval '9 hours' as at) t`);
    await tx.execute(sql`
      insert into updates (id, incident_id, number, status, severity, impact, tell, posted_at, created_at, updated_at)
      select 'v' || k || substr(i.id, 3), i.id, k, (array['investigating', 'identified', 'resolved'])[k], i.severity, i.impact,
        false, at, at, at
      from incidents i, generate_series(1, 3) k, lateral (select i.started_at + k * interval '15 minutes' as at) t
      where i.id like 'b00%'`);
    await tx.execute(sql`
      insert into update_words (update_id, audience_id, words, html)
      select id, ${page}, ${words}, ${`<p>${words}</p>`} from updates where incident_id like 'b00%'`);
    await tx.execute(sql`
      insert into update_services (update_id, service_id, state, previous_state)
      select u.id, s.id, case when u.number = 3 then 'operational' else 'partial_outage' end, 'operational'
      from updates u, (select id from services order by position limit 1) s where u.incident_id like 'b00%'`);
  });
  // What autovacuum would have done long before there were so many.
  await db.execute(sql`vacuum analyze`);
}

/** So many confirmed subscribers of every update. */
export async function addSubscribers(db: Db, count: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
      select id, id, (select id from audiences where slug = 'public'), 'email', 'reader' || n || '@crowd.example', 'confirmed',
        'all_services', 'every_update', now(), now(), now()
      from generate_series(1, ${count}) n, lateral (select 'c' || lpad(to_hex(n), 11, '0') as id) made`);
  });
  await db.execute(sql`vacuum analyze subscribers`);
}
