import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { suppressions } from "@/db/schema/receipts";
import { subscriberIncidents, subscribers, wishCounts } from "@/db/schema/subscribers";
import type {
  Channel,
  SubscriberState,
  SubscriptionDetail,
  SubscriptionScope,
  SuppressionReason,
} from "@/lib/vocabulary";

/** Subscribers of a page for whom an update ends alike, and how many they are. */
export type PlainGroup = {
  channel: Channel;
  state: SubscriberState;
  paused: boolean;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  serviceIds: string[];
  suppressed: SuppressionReason | null;
  /** Whether they follow the incident. */
  follows: boolean;
  people: number;
};

type Asked = {
  audienceId: string;
  incidentId: string | null;
  /** Subscribers who are counted elsewhere. */
  without: string[];
};

/**
 * How many subscribers of a page wish what. The many are never read: the database keeps their sums (`wish_counts`).
 * Exceptions (who follows the incident, whose address is suppressed, who is counted elsewhere) are few, and taken out of
 * the sums. Both are read in one statement, so that they are of the same moment.
 */
export async function countPlain(db: Db, { audienceId, incidentId, without }: Asked): Promise<PlainGroup[]> {
  const { rows } = await db.execute<Omit<PlainGroup, "serviceIds"> & { chosen: string }>(sql`
    with suppressed as (
      -- One look into the unique index for each: joined, the whole list would be read.
      select f.id, x.reason from ${suppressions} x cross join lateral (
        select s.id from ${subscribers} s
        where s.audience_id = ${audienceId} and s.channel = x.channel and s.address = x.address limit 1) f
      where x.lifted_at is null),
    following as (select subscriber_id as id from ${subscriberIncidents} where incident_id = ${incidentId}),
    elsewhere as (select unnest(${sql.param(without)}::bpchar[]) as id),
    apart as (
      select s.channel, s.state, s.paused_at is not null as paused, s.scope, s.detail,
        case when s.scope = 'chosen_services' then s.chosen else '' end as chosen, x.reason as suppressed,
        s.id in (select id from following) as follows, s.id in (select id from elsewhere) as elsewhere
      from ${subscribers} s left join suppressed x on x.id = s.id
      where s.audience_id = ${audienceId} and s.id in (
        select id from suppressed union select id from following union select id from elsewhere)),
    changes as (
      select channel, state, paused, scope, detail, chosen, null as suppressed, false as follows, people
      from ${wishCounts} where audience_id = ${audienceId}
      union all select channel, state, paused, scope, detail, chosen, null, false, -1 from apart
      union all select channel, state, paused, scope, detail, chosen, suppressed, follows, 1 from apart where not elsewhere)
    select channel, state, paused, scope, detail, chosen, suppressed, follows, sum(people)::int as people
    from changes group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(people) > 0`);
  return rows.map(({ chosen, ...row }) => ({ ...row, serviceIds: chosen === "" ? [] : chosen.split(",") }));
}
