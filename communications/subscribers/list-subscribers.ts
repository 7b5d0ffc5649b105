import { and, asc, count, eq, isNull, notLike, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { suppressions } from "@/db/schema/receipts";
import { subscribers } from "@/db/schema/subscribers";
import type {
  Channel,
  SubscriberState,
  SubscriptionDetail,
  SubscriptionScope,
  SuppressionReason,
} from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { addressLike } from "./address-like";
import { countByState, type StateCounts } from "./count-by-state";
import { type Quiet, quietOf } from "./quiet";
import { erased, shownAddress } from "./shown-address";

export type SubscriberLine = {
  id: string;
  channel: Channel;
  /** As it may be shown: without what would let others post there. */
  address: string;
  state: SubscriberState;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  /** Names of the chosen services. */
  services: string[];
  confirmedAt: Date;
  pausedAt: Date | null;
  quiet: Quiet | null;
  /** Where the consent comes from when it was not our form. */
  source: string | null;
  /** Since when its messages failed, and what failed last, when we have switched it off for that. */
  switchedOff: { since: Date; failure: string | null } | null;
  /** Why and since when the address is not written to; null when it is. */
  suppressed: { reason: SuppressionReason; since: Date; detail: string | null } | null;
};

/** Matches that are counted; what more people match than anybody would look through is said as that. */
export const matchesMax = 1_000;

/**
 * The public page's subscribers by address, a page at a time (the first is 1), how many match (`matchesMax` + 1: more
 * than are counted), and how many there are in which state.
 */
export async function listSubscribers(
  ctx: Pick<Context, "db" | "now">,
  { search = "", page = 1, pageSize = 50 }: { search?: string; page?: number; pageSize?: number },
): Promise<{ subscribers: SubscriberLine[]; total: number; counts: StateCounts }> {
  const { id: audienceId } = await readPage(ctx);
  const shown = notLike(subscribers.address, `${erased}:%`);
  const matches = and(
    ...[eq(subscribers.audienceId, audienceId), shown],
    search ? addressLike(subscribers.address, search.trim(), "ilike") : undefined,
  );
  const counts = await countByState(ctx, audienceId);
  const total = search
    ? await countMatches(ctx.db, matches)
    : Object.values(counts).reduce((sum, n) => sum + n, 0);
  const lines = await ctx.db
    .select({
      id: subscribers.id,
      channel: subscribers.channel,
      address: subscribers.address,
      failingSince: subscribers.failingSince,
      failure: sql<string | null>`(
        select d.failure from deliveries d
        where d.recipient_id = subscribers.id and d.state in ('failed', 'unknown')
        order by d.settled_at desc limit 1)`,
      state: subscribers.state,
      scope: subscribers.scope,
      detail: subscribers.detail,
      // Spelt out: without a join drizzle leaves table names away, and "id" would be the service's.
      services: sql<string[]>`array(
        select s.name from subscriber_services chosen join services s on s.id = chosen.service_id
        where chosen.subscriber_id = subscribers.id order by 1)`,
      confirmedAt: subscribers.confirmedAt,
      pausedAt: subscribers.pausedAt,
      quiet: {
        quietFrom: subscribers.quietFrom,
        quietUntil: subscribers.quietUntil,
        quietZone: subscribers.quietZone,
        quietBreaks: subscribers.quietBreaks,
      },
      source: subscribers.source,
      suppressed: {
        reason: suppressions.reason,
        since: suppressions.since,
        detail: suppressions.detail,
      },
    })
    .from(subscribers)
    .leftJoin(
      suppressions,
      and(
        eq(suppressions.channel, subscribers.channel),
        eq(suppressions.address, subscribers.address),
        isNull(suppressions.liftedAt),
      ),
    )
    .where(matches)
    .orderBy(asc(subscribers.address))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { subscribers: lines.map(asLine), total, counts };
}

async function countMatches(db: Db, matches: SQL | undefined): Promise<number> {
  const some = db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(matches)
    .limit(matchesMax + 1)
    .as("some");
  const [found] = await db.select({ n: count() }).from(some);
  return found?.n ?? 0;
}

type Row = Omit<SubscriberLine, "switchedOff" | "quiet"> & {
  failingSince: Date | null;
  failure: string | null;
  quiet: Parameters<typeof quietOf>[0];
};

const asLine = ({ failingSince: since, failure, ...row }: Row): SubscriberLine => ({
  ...row,
  address: shownAddress(row),
  quiet: quietOf(row.quiet),
  switchedOff: row.state === "switched_off" && since ? { since, failure } : null,
});
