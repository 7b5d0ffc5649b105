import { sql } from "drizzle-orm";
import { prepareQueue } from "@/communications/queue";
import { openDatabase } from "@/db/client";
import type { Context } from "@/db/context";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { makeService, makeUser } from "@/db/factories";
import { migrate } from "@/db/migrate";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";

/** An installation with so many subscribers, on a database of its own. */
export type Crowd = Awaited<ReturnType<typeof makeCrowd>>;

/** A third chose two services, a fifth wants only start and end: as lists are, and all of them hear of the start. */
export async function makeCrowd(dataDir: string, subscribers: number, settings = {}) {
  const { url } = await ensurePostgres({ dataDir, database: `crowd_${subscribers}`, settings });
  await migrate(url);
  await prepareQueue(url);
  const { db, close } = await openDatabase(url);
  const [checkout, search] = [
    await makeService(db, { name: "Checkout" }),
    await makeService(db, { name: "Search" }),
  ];
  const { id, name } = await makeUser(db, { role: "owner" });
  await db.execute(sql`
    insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select id, id, (select id from audiences where slug = 'public'), 'email', 'person' || n || '@reader.example', 'confirmed',
      case when n % 3 = 0 then 'chosen_services' else 'all_services' end,
      case when n % 5 = 0 then 'opened_and_resolved' else 'every_update' end, now(), now(), now()
    from generate_series(1, ${subscribers}) n, lateral (select lpad(to_hex(n), 12, '0') as id) made`);
  await db.execute(sql`
    insert into subscriber_services (subscriber_id, service_id)
    select s.id, v.id from subscribers s, (values (${checkout.id}), (${search.id})) v (id) where s.scope = 'chosen_services'`);
  // What autovacuum would have done by the time that so many have subscribed.
  await db.execute(sql`analyze`);
  const context = (): Context => ({
    db,
    actor: { kind: "user", id, role: "owner", name: name ?? "Owner" },
    now: new Date(),
  });
  const said = () => ({
    severity: "SEV2" as const,
    impact: "major" as const,
    words: letterWords,
    services: [{ serviceId: checkout.id, state: "partial_outage" as const }],
    nextUpdateBy: new Date(Date.now() + 20 * 60_000),
    tell: true,
  });
  return {
    ...{ db, url, close, subscribers },
    open: () => openIncident(context(), { title: "Card payments fail", ...said() }),
    post: (incidentId: string) => postUpdate(context(), { incidentId, status: "identified", ...said() }),
  };
}

/** About as long as updates are. */
const letterWords = [
  "Since 13:52 UTC about one in five card payments in Europe is declined. Orders are kept and nobody is charged twice.",
  "We have found the change that causes it and are undoing it, region by region. Payments by bank transfer work.",
  "**What you can do:** ask customers to try again in a few minutes, or offer bank transfer.",
].join("\n\n");
