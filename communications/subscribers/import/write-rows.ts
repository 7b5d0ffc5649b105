import { sql } from "drizzle-orm";
import { column } from "@/communications/deliveries/settle";
import type { Db } from "@/db/client";
import { newId } from "@/lib/ids";
import { sealAddress } from "@/lib/sealed-address";
import type { ListenerKind } from "@/lib/vocabulary";
import type { Choices } from "./decide-row";
import type { Wanted } from "./judge-row";

export type Added = { wanted: Wanted; choices: Choices };
export type Changed = { id: string; choices: Choices };
type Doing = { db: Db; now: Date };

/** Adds subscribers in one statement for them and one for their services. */
export async function addRows(
  { db, now }: Doing,
  { audienceId, kind }: { audienceId: string; kind: ListenerKind },
  added: Added[],
): Promise<void> {
  if (added.length === 0) return;
  const ids = added.map(() => newId());
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into subscribers (id, person_id, audience_id, kind, channel, address, contact, state, scope, detail,
      language, source, name, group_name, confirmed_at, created_at, updated_at)
    select id, id, ${audienceId}, ${kind}, channel, address, contact, 'confirmed', scope, detail, language, source,
      name, group_name, ${at}, ${at}, ${at}
    from unnest(
      ${column(ids)}::text[],
      ${column(added.map(({ wanted }) => wanted.channel))}::text[],
      ${column(added.map(({ wanted }) => sealAddress(wanted.address)))}::text[],
      ${column(added.map(({ choices }) => choices.contact))}::text[],
      ${column(added.map(({ choices }) => choices.scope))}::text[],
      ${column(added.map(({ choices }) => choices.detail))}::text[],
      ${column(added.map(({ choices }) => choices.language))}::text[],
      ${column(added.map(({ wanted }) => wanted.source))}::text[],
      ${column(added.map(({ choices }) => choices.name))}::text[],
      ${column(added.map(({ choices }) => choices.groupName))}::text[]
    ) as w (id, channel, address, contact, scope, detail, language, source, name, group_name)
    on conflict do nothing
    returning id`);
  const made = new Set(rows.map(({ id }) => id));
  await addServices(
    db,
    added.flatMap(({ choices }, index) => (made.has(ids[index]!) ? [{ id: ids[index]!, choices }] : [])),
  );
}

/** Changes the choices of subscribers. Where the consent came from stays what it was. */
export async function changeRows({ db, now }: Doing, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const ids = column(changed.map(({ id }) => id));
  await db.execute(sql`
    update subscribers s set scope = w.scope, detail = w.detail, language = w.language, contact = w.contact,
      name = w.name, group_name = w.group_name, updated_at = ${now.toISOString()}::timestamptz
    from unnest(
      ${ids}::text[],
      ${column(changed.map(({ choices }) => choices.scope))}::text[],
      ${column(changed.map(({ choices }) => choices.detail))}::text[],
      ${column(changed.map(({ choices }) => choices.language))}::text[],
      ${column(changed.map(({ choices }) => choices.contact))}::text[],
      ${column(changed.map(({ choices }) => choices.name))}::text[],
      ${column(changed.map(({ choices }) => choices.groupName))}::text[]
    ) as w (id, scope, detail, language, contact, name, group_name)
    where s.id = w.id`);
  await db.execute(sql`delete from subscriber_services where subscriber_id = any(${ids}::text[])`);
  await addServices(db, changed);
}

async function addServices(db: Db, rows: Changed[]): Promise<void> {
  const pairs = rows.flatMap(({ id, choices }) => choices.serviceIds.map((serviceId) => ({ id, serviceId })));
  if (pairs.length === 0) return;
  await db.execute(sql`
    insert into subscriber_services (subscriber_id, service_id)
    select * from unnest(
      ${column(pairs.map(({ id }) => id))}::text[],
      ${column(pairs.map(({ serviceId }) => serviceId))}::text[])
    on conflict do nothing`);
}
