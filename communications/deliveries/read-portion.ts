import { and, asc, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Listener } from "@/communications/rules/evaluate-rules";
import { selectListeners } from "@/communications/rules/read-listeners";
import type { Db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import { subscribers } from "@/db/schema/subscribers";
import { groupBy } from "@/lib/group-by";
import { sealAddress } from "@/lib/sealed-address";
import type { Channel, DeliveryState } from "@/lib/vocabulary";
import { joinPeople, wayOf } from "./join-people";
import { onlyTold } from "./only-told";
import type { Telling } from "./read-telling";
import { column, idColumn } from "./settle";

export type Portion = {
  /** Rows to judge now: people as a whole, also those of their rows that a later portion would come to. */
  listeners: Listener[];
  /** By channel and address: the message that brought these words already, in an audience told before. */
  told: Map<string, { recipientId: string }>;
  /** Where the next portion begins; null: there is none. */
  next: string | null;
};

/**
 * The next people to judge, in order of id, at most `limit` rows and whoever belongs to them: who has the same address
 * on another audience that is spoken to, and the other ways of one whom a rule reaches by the first that they have. They
 * are decided together, once, by whichever portion comes first.
 */
export async function readPortion(
  db: Db,
  telling: Telling,
  after: string | null,
  limit: number,
): Promise<Portion> {
  const ids = telling.spoken.map(({ id }) => id);
  const rows = await selectListeners(db)
    .where(and(inArray(subscribers.audienceId, ids), gt(subscribers.id, after ?? "")))
    .orderBy(asc(subscribers.id))
    .limit(limit);
  const next = rows.length < limit ? null : rows.at(-1)!.id;
  const { event } = telling;
  const asked = event.kind === "incident_retracted" ? await onlyTold(db, event.incidentId, rows) : rows;
  if (telling.spoken.length + telling.elsewhere.length === 1)
    return { listeners: asked, told: new Map(), next };
  const all = await withTheirOwn(db, telling, asked);
  const several = joinPeople(all, isOrdered(telling)).filter((group) => group.length > 1);
  const written = await readWritten(db, telling, several.flat());
  const decided = new Set(
    several
      .filter((group) => group.some(({ id }) => written.here.has(id)))
      .flatMap((group) => group.map(({ id }) => id)),
  );
  const told = new Map(
    all.flatMap((row) => {
      const recipientId = written.before.get(row.id);
      return recipientId ? [[wayOf(row), { recipientId }] as const] : [];
    }),
  );
  const slugs = new Set(telling.spoken.map(({ slug }) => slug));
  return { listeners: all.filter(({ id, audience }) => slugs.has(audience) && !decided.has(id)), told, next };
}

/** Whether a rule says by which of their ways an audience's people hear; readers of the public page say it themselves. */
function isOrdered({ running }: Telling): (audience: string) => boolean {
  const ordered = new Set(running.flatMap(({ by, tell }) => (by.length > 0 ? tell.audiences : [])));
  return (audience) => audience !== "public" && ordered.has(audience);
}

/** People are joined in a few steps; a chain that is longer is no person. */
const stepsMax = 4;

/** These rows, and those that must be judged with them. */
async function withTheirOwn(db: Db, telling: Telling, rows: Listener[]): Promise<Listener[]> {
  const idOf = new Map(telling.spoken.map(({ slug, id }) => [slug, id]));
  const everywhere = [...idOf.values(), ...telling.elsewhere];
  const ordered = isOrdered(telling);
  const known = new Map(rows.map((row) => [row.id, row]));
  let fresh = rows;
  for (let step = 0; step < stepsMax && fresh.length > 0; step++) {
    const found: Listener[] = [];
    for (const [audience, some] of groupBy(fresh, (row) => row.audience)) {
      const others = everywhere.filter((id) => id !== idOf.get(audience));
      const ids = await sameWay(db, others, some);
      if (ids.length > 0) found.push(...(await selectListeners(db).where(inArray(subscribers.id, ids))));
      const own = idOf.get(audience);
      if (own && ordered(audience)) {
        found.push(...(await selectListeners(db).where(samePerson(own, some))));
      }
    }
    fresh = [...new Map(found.map((row) => [row.id, row])).values()].filter(({ id }) => !known.has(id));
    for (const row of fresh) known.set(row.id, row);
  }
  return [...known.values()];
}

/**
 * Who has the same addresses on other audiences: one look into the unique index for each, whatever the sizes of the two
 * lists. As a plain join PostgreSQL, which has no statistics of what is asked, compares all with all.
 */
async function sameWay(db: Db, audienceIds: string[], rows: Listener[]): Promise<string[]> {
  if (audienceIds.length === 0 || rows.length === 0) return [];
  const { rows: found } = await db.execute<{ id: string }>(sql`
    select f.id from unnest(${idColumn(audienceIds)}) as a (id)
    cross join unnest(
      ${column(rows.map(({ channel }) => channel))}::text[],
      ${column(rows.map(({ address }) => sealAddress(address)))}::text[]
    ) as w (channel, address)
    cross join lateral (
      select s.id from ${subscribers} s
      where s.audience_id = a.id and s.channel = w.channel and s.address = w.address limit 1) f`);
  return found.map(({ id }) => id);
}

const samePerson = (audienceId: string, rows: Listener[]): SQL => sql`
  ${subscribers.audienceId} = ${audienceId}
  and ${subscribers.personId} = any(${idColumn([...new Set(rows.map(({ personId }) => personId))])})`;

/** With one of these somebody has not got the words, and nothing brings them any more. */
const lost: DeliveryState[] = ["failed", "bounced", "suppressed", "undone"];

/** Which of these rows are in the ledger of the update: of this event's audiences, and of those told before. */
async function readWritten(db: Db, { updateId, elsewhere }: Telling, rows: Listener[]) {
  const here = new Set<string>();
  const before = new Map<string, string>();
  if (rows.length === 0) return { here, before };
  const { rows: found } = await db.execute<{
    recipient_id: string;
    audience_id: string;
    channel: Channel;
    state: DeliveryState;
    into: string | null;
  }>(sql`
    select d.recipient_id, d.audience_id, d.channel, d.state, d.merged_into_recipient as into
    from unnest(${idColumn(rows.map(({ id }) => id))}, ${column(rows.map(({ channel }) => channel))}::text[])
      as r (id, channel)
    -- By the primary key, row by row: joined, all of the update's rows would be read.
    cross join lateral (
      select * from ${deliveries} x
      where x.recipient_id = r.id and x.channel = r.channel and x.update_id = ${updateId} limit 1) d`);
  for (const row of found) {
    if (!elsewhere.includes(row.audience_id)) here.add(row.recipient_id);
    else if (!lost.includes(row.state)) before.set(row.recipient_id, row.into ?? row.recipient_id);
  }
  return { here, before };
}
