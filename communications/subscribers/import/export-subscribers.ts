import { stringify } from "csv-stringify/sync";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { guardCell } from "@/lib/csv-cell";
import { DomainError } from "@/lib/domain-error";
import { readAddress } from "@/lib/sealed-address";
import type { Channel, SubscriptionDetail, SubscriptionScope } from "@/lib/vocabulary";
import { dayIn } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";
import { erased } from "../shown-address";
import { allServices } from "./all-services";
import { csvColumns, followsOnly } from "./columns";
import { nameKey, serviceIndex } from "./judge-row";

const portion = 5_000;

type Row = {
  id: string;
  channel: Channel;
  address: string;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  language: string;
  source: string | null;
  contact: string | null;
  confirmed_at: Date;
  service_ids: string[];
  incidents: string[];
};

/**
 * Everybody who hears from us, or would again after a pause, as CSV in portions; who left is not in it. Importing it
 * anew changes nothing. Addresses of chats and machines are whole, and whoever holds them can post there: owners only.
 */
export async function* exportSubscribers(ctx: Context): AsyncGenerator<string> {
  if (ctx.actor.kind !== "user" || ctx.actor.role !== "owner") {
    throw new DomainError("not_allowed", "Only owners can take the list along.");
  }
  const page = await readPage(ctx);
  const wordFor = await wordsForServices(ctx.db, page.id);
  yield stringify([csvColumns as unknown as string[]]);
  for (let last = ""; ; ) {
    const rows = await readPortion(ctx.db, page.id, last);
    if (rows.length) yield stringify(rows.map((row) => cellsOf(row, page.timeZone, wordFor).map(guardCell)));
    if (rows.length < portion) return;
    last = rows.at(-1)!.id;
  }
}

async function readPortion(db: Db, audienceId: string, after: string): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select s.id, s.channel, s.address, s.scope, s.detail, s.language, s.source, s.contact, s.confirmed_at,
      array(select service_id from subscriber_services c where c.subscriber_id = s.id order by 1)::text[] as service_ids,
      array(select incident_id from subscriber_incidents i where i.subscriber_id = s.id order by 1)::text[] as incidents
    from subscribers s
    where s.audience_id = ${audienceId} and s.id > ${after} and s.state <> 'left' and s.address not like ${`${erased}:%`}
    order by s.id
    limit ${portion}`);
  return rows.map((row) => ({ ...row, address: readAddress(row.address) }));
}

/** In the order of `csvColumns`. Somebody whom our own form confirmed has that as their source. */
function cellsOf(row: Row, timeZone: string, wordFor: (id: string) => string): string[] {
  const { channel, address, detail, language, source, contact } = row;
  const confirmedHere = `Confirmed on our page on ${dayIn(new Date(row.confirmed_at), timeZone)}`;
  return [
    channel,
    address,
    servicesOf(row, wordFor),
    detail,
    language,
    "yes",
    source ?? confirmedHere,
    contact ?? "",
  ];
}

function servicesOf({ scope, service_ids: ids, incidents }: Row, wordFor: (id: string) => string): string {
  if (scope === "one_incident") return incidents.map((id) => followsOnly + id).join(";") || followsOnly;
  return scope === "all_services" ? "" : ids.map(wordFor).join(";");
}

/** A service's name where the import knows by it which one is meant; else its id. */
async function wordsForServices(db: Db, audienceId: string): Promise<(id: string) => string> {
  const all = await allServices(db, audienceId);
  const index = serviceIndex(all);
  const names = new Map(
    all
      .filter(({ name }) => index.get(nameKey(name))?.length === 1)
      .filter(({ name, shown }) => shown && !name.includes(";") && !name.startsWith(followsOnly))
      .map(({ id, name }) => [id, name]),
  );
  return (id) => names.get(id) ?? id;
}
