import { sql } from "drizzle-orm";
import { column } from "@/communications/deliveries/settle";
import type { Db } from "@/db/client";
import { sealAddress } from "@/lib/sealed-address";
import type {
  SubscriberState,
  SubscriptionDetail,
  SubscriptionScope,
  SuppressionReason,
} from "@/lib/vocabulary";
import type { Wanted } from "./judge-row";

/** What we know of an address. */
export type KnownAddress = {
  /** The subscriber; null when there is none. */
  subscriber: {
    id: string;
    state: SubscriberState;
    scope: SubscriptionScope;
    detail: SubscriptionDetail;
    language: string;
    contact: string | null;
    name: string | null;
    groupName: string | null;
    serviceIds: string[];
  } | null;
  suppressed: SuppressionReason | null;
  /** Whether a confirm message to it waits for the press of its button. */
  asked: boolean;
};

type Row = {
  n: number;
  id: string | null;
  state: SubscriberState;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  language: string;
  contact: string | null;
  name: string | null;
  group_name: string | null;
  service_ids: string[];
  suppressed: SuppressionReason | null;
  asked: boolean;
};

/**
 * What we know of each row's address, in the order of the rows. One look into the index for each (`limit 1`): in the
 * middle of an import the planner knows nothing yet of how many rows there are, and would compare all with all.
 */
export async function findKnown(
  { db, now }: { db: Db; now: Date },
  audienceId: string,
  rows: Wanted[],
): Promise<KnownAddress[]> {
  const found = await db.execute<Row>(sql`
    select w.n, s.id, s.state, s.scope, s.detail, s.language, s.contact, s.name, s.group_name,
      array(select service_id from subscriber_services c where c.subscriber_id = s.id order by 1)::text[] as service_ids,
      x.reason as suppressed,
      exists (
        select from subscription_requests r
        where r.audience_id = ${audienceId} and r.channel = w.channel and r.address = w.address
          and r.used_at is null and r.expires_at > ${now.toISOString()}::timestamptz) as asked
    from unnest(
      ${column(rows.map(({ channel }) => channel))}::text[],
      ${column(rows.map(({ address }) => sealAddress(address)))}::text[]
    ) with ordinality as w (channel, address, n)
    left join lateral (
      select * from subscribers s
      where s.audience_id = ${audienceId} and s.channel = w.channel and s.address = w.address limit 1) s on true
    left join lateral (
      select reason from suppressions x
      where x.channel = w.channel and x.address = w.address and x.lifted_at is null limit 1) x on true
    order by w.n`);
  return found.rows.map(({ id, state, scope, detail, language, contact, name, ...row }) => ({
    subscriber: id
      ? {
          ...{ id, state, scope, detail, language, contact, name },
          ...{ groupName: row.group_name, serviceIds: row.service_ids },
        }
      : null,
    suppressed: row.suppressed,
    asked: row.asked,
  }));
}
