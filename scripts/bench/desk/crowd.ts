import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/**
 * Past incidents and people, written in bulk: incidents of five words on services by turns, people on the public
 * page with all kinds of choices, a tenth of them with a second channel, and three private audiences.
 */
export async function makeCrowd(
  db: Db,
  { incidents, people }: { incidents: number; people: number },
): Promise<void> {
  await db.execute(sql`
    insert into audiences (id, slug, kind, name, created_at, updated_at)
    select 'private' || lpad(n::text, 5, '0'), name, 'private', initcap(name), now(), now()
    from unnest(array['executives', 'legal', 'support']) with ordinality as a (name, n)
    on conflict do nothing`);
  await db.execute(sql`
    insert into services (id, name, position, start_date, created_at, updated_at)
    select 'service' || lpad(n::text, 5, '0'), 'Service ' || n, n, '2025-01-01', now(), now()
    from generate_series(1, 20) n`);
  await db.execute(sql`
    insert into audience_services (audience_id, service_id)
    select a.id, s.id from audiences a, services s where a.slug = 'public' on conflict do nothing`);
  await db.execute(sql`
    insert into incidents (id, title, status, severity, impact, started_at, resolved_at, created_at, updated_at)
    select 'inc' || lpad(n::text, 9, '0'), 'Incident ' || n, 'resolved', 'SEV' || (1 + n % 5), 'major',
      now() - n * interval '5 hours', now() - n * interval '5 hours' + interval '100 minutes', now(), now()
    from generate_series(1, ${incidents}) n`);
  await db.execute(sql`
    insert into updates (id, incident_id, number, status, severity, impact, next_update_by, tell, posted_at, created_at, updated_at)
    select 'u' || k || substr(i.id, 3), i.id, k, case k when 5 then 'resolved' when 4 then 'monitoring' else 'identified' end,
      case when k = 2 and i.severity <> 'SEV1' then 'SEV1' else i.severity end, 'major',
      case k when 5 then null else i.started_at + k * interval '22 minutes' end, true,
      i.started_at + (k - 1) * interval '25 minutes', now(), now()
    from incidents i, generate_series(1, 5) k`);
  await db.execute(sql`
    insert into update_words (update_id, audience_id, words, html)
    select u.id, a.id, 'Some payments fail.', '<p>Some payments fail.</p>' from updates u, audiences a where a.slug = 'public'`);
  await db.execute(sql`
    insert into update_services (update_id, service_id, state, previous_state)
    select u.id, 'service' || lpad((1 + (substr(u.incident_id, 4)::int + k) % 20)::text, 5, '0'), 'degraded', 'operational'
    from updates u, generate_series(0, 1) k`);
  await makePeople(db, people);
  await db.execute(sql`analyze`);
}

async function makePeople(db: Db, people: number): Promise<void> {
  await db.execute(sql`
    insert into subscribers (id, audience_id, channel, person_id, kind, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select 's' || lpad(n::text, 11, '0'),
      (select id from audiences where slug = case when n % 100 < 97 then 'public' when n % 100 = 97 then 'executives'
        when n % 100 = 98 then 'legal' else 'support' end),
      'email', 's' || lpad(n::text, 11, '0'), case when n % 100 < 97 then 'subscriber' else 'stakeholder' end,
      'person' || n || '@reader.example', case when n % 50 = 0 then 'left' else 'confirmed' end,
      case when n % 3 = 0 then 'chosen_services' else 'all_services' end,
      (array['every_update', 'opened_and_resolved', 'major_only'])[1 + n % 3], now(), now(), now()
    from generate_series(1, ${people}) n`);
  await db.execute(sql`
    insert into subscriber_services (subscriber_id, service_id)
    select distinct s.id, 'service' || lpad((1 + (substr(s.id, 2)::int * 7 + k * k) % 20)::text, 5, '0')
    from subscribers s, generate_series(0, 2) k where s.scope = 'chosen_services'`);
  await db.execute(sql`
    insert into subscribers (id, audience_id, channel, person_id, kind, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select 't' || substr(id, 2), audience_id, 'sms', id, kind, '+3519' || substr(id, 4), state, scope, detail, now(), now(), now()
    from subscribers where substr(id, 2)::int % 10 = 0`);
}
