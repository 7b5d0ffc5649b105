import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { subscribers } from "@/db/schema/subscribers";
import type { SuppressionReason } from "@/lib/vocabulary";
import type { Listener } from "./evaluate-rules";

/** Everybody who ever listened on these audiences, each way a row. For audiences of people: the public may be long. */
export async function readListeners(db: Db, slugs: string[]): Promise<Listener[]> {
  if (slugs.length === 0) return [];
  const asked = await db
    .select({ id: audiences.id })
    .from(audiences)
    .where(and(inArray(audiences.slug, slugs), isNull(audiences.archivedAt)));
  if (asked.length === 0) return [];
  // By their ids: joined by name, PostgreSQL cannot know how few they are among a million, and reads all.
  const ids = asked.map(({ id }) => id);
  return selectListeners(db).where(inArray(subscribers.audienceId, ids));
}

/** Rows as the evaluation of rules wants them. */
export const selectListeners = (db: Db) =>
  db
    .select({
      id: subscribers.id,
      personId: subscribers.personId,
      audience: audiences.slug,
      address: subscribers.address,
      channel: subscribers.channel,
      state: subscribers.state,
      paused: sql<boolean>`${subscribers.pausedAt} is not null`,
      suppressed: sql<SuppressionReason | null>`(
        select x.reason from suppressions x
        where x.channel = subscribers.channel and x.address = subscribers.address and x.lifted_at is null)`,
      scope: subscribers.scope,
      detail: subscribers.detail,
      serviceIds: sql<string[]>`case when ${subscribers.scope} = 'chosen_services' then array(
        select service_id from subscriber_services where subscriber_id = subscribers.id order by 1)::text[] else '{}' end`,
      incidentIds: sql<string[]>`array(
        select incident_id from subscriber_incidents where subscriber_id = subscribers.id order by 1)::text[]`,
    })
    .from(subscribers)
    .innerJoin(audiences, sql`${audiences.id} = ${subscribers.audienceId}`)
    .$dynamic();
