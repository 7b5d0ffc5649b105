import { sql } from "drizzle-orm";
import { prepareQueue } from "@/communications/queue";
import { openDatabase } from "@/db/client";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { migrate } from "@/db/migrate";
import { seed } from "@/scripts/seed/seed";
import { findPerson } from "@/status/people/read-person";

export type Size = { incidents: number; subscribers: number };

const email = "owner@bench.example";
const openIncidents = 20;
const servicesCount = 40;

/**
 * A large installation on a database of its own: incidents of three updates each, the newest ones open, many
 * subscribers, and an update that was told to every one of them.
 */
export async function makeLargeDesk(dataDir: string, size: Size) {
  const { url } = await ensurePostgres({ dataDir, database: "large_desk" });
  await migrate(url);
  await prepareQueue(url);
  const { db, close } = await openDatabase(url);
  await seed(
    { db, now: new Date() },
    { demo: false, adminEmail: email, adminPassword: "not used, by a bench" },
  );
  const owner = (await findPerson({ db }, email))!;
  const run = (query: ReturnType<typeof sql>) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(query);
    });
  const page = sql`(select id from audiences where slug = 'public')`;
  const idOf = (letter: string, n = "n") => sql.raw(`'${letter}' || lpad(to_hex(${n}), 11, '0')`);

  await run(sql`
    insert into services (id, name, position, start_date, created_at, updated_at)
    select ${idOf("s")}, 'Service ' || n, n, '2026-01-01', now(), now() from generate_series(1, ${servicesCount}) n`);
  await run(sql`insert into audience_services (audience_id, service_id) select ${page}, id from services`);
  await run(sql`
    insert into incidents (id, title, status, severity, impact, next_update_by, started_at, resolved_at, created_at, updated_at)
    select ${idOf("i")}, 'Incident ' || n || ': card payments fail for some customers',
      case when n <= ${openIncidents} then 'identified' else 'resolved' end, 'SEV' || 1 + n % 5, 'major',
      case when n <= ${openIncidents} then now() + interval '20 minutes' end,
      now() - n * interval '1 hour', case when n > ${openIncidents} then now() - n * interval '1 hour' + interval '50 minutes' end,
      now() - n * interval '1 hour', now() - n * interval '1 hour'
    from generate_series(1, ${size.incidents}) n`);
  await run(sql`
    insert into updates (id, incident_id, number, status, severity, impact, next_update_by, tell, posted_at, created_at, updated_at)
    select 'u' || k || substr(i.id, 3), i.id, k,
      case when k = 1 then 'investigating' when k = 2 or i.status <> 'resolved' then 'identified' else 'resolved' end,
      i.severity, i.impact, i.next_update_by, true, i.started_at + k * interval '15 minutes',
      i.started_at + k * interval '15 minutes', i.started_at + k * interval '15 minutes'
    from incidents i, generate_series(1, 3) k`);
  const words = "Since 13:52 UTC about one in five card payments in Europe is declined. Orders are kept.";
  await run(sql`
    insert into update_words (update_id, audience_id, words, html)
    select id, ${page}, ${words}, ${`<p>${words}</p>`} from updates`);
  await run(sql`
    insert into update_services (update_id, service_id, state, previous_state)
    select u.id, ${idOf("s", `1 + (n + k) % ${servicesCount}`)}, 'partial_outage', 'operational'
    from updates u, lateral (select ('x' || substr(u.incident_id, 5))::bit(32)::int n) nth, generate_series(0, 1) k`);
  await run(sql`
    insert into events (kind, public_version, incident_id, update_id, actor_id, at, told_at)
    select case when number = 1 then 'incident_opened' when status = 'resolved' then 'incident_resolved' else 'incident_updated' end,
      row_number() over (order by posted_at), incident_id, id, ${owner.id}, posted_at, posted_at from updates order by posted_at`);
  await run(
    sql`update audiences set public_version = (select max(public_version) from events) where slug = 'public'`,
  );
  await run(sql`
    insert into fan_outs (update_id, audience_id, channel, subject, planned, delivered, planned_at, started_at, finished_at)
    select id, ${page}, 'email', 'Card payments fail', ${size.subscribers}, ${size.subscribers}, posted_at, posted_at, posted_at
    from updates`);
  await run(sql`
    insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select id, id, ${page}, 'email', 'person' || n || '@reader.example',
      case when n % 50 = 0 then 'left' else 'confirmed' end,
      case when n % 3 = 0 then 'chosen_services' else 'all_services' end,
      case when n % 5 = 0 then 'opened_and_resolved' else 'every_update' end, now(), now(), now()
    from generate_series(1, ${size.subscribers}) n, lateral (select ${idOf("p")} id) made`);
  await run(sql`
    insert into subscriber_services (subscriber_id, service_id)
    select s.id, v.id from subscribers s, (values (${idOf("s", "1")}), (${idOf("s", "2")})) v (id)
    where s.scope = 'chosen_services'`);
  const incidentId = "i00000000001";
  const updateId = "u20000000001";
  await run(sql`
    insert into deliveries (update_id, audience_id, channel, recipient_id, reason, batch, address, state, attempts, planned_at, sending_at, settled_at)
    select ${updateId}, audience_id, 'email', id, 'you chose all services', row_number() over (order by id) / 100,
      address, 'delivered', 1, now(), now(), now() from subscribers`);
  // What autovacuum would have done by the time that so many have subscribed.
  await db.execute(sql`vacuum analyze`);
  return { url, close, owner, incidentId, updateId };
}
