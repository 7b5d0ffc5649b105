import { and, asc, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { subscribers } from "@/db/schema/subscribers";
import type { SuppressionReason } from "@/lib/vocabulary";
import type { Subscription } from "./who-hears";

const chunkSize = 5_000;

/** A wish, and whose words it is for. */
export type Listening = Subscription & { audienceId: string };

/** Everybody who ever subscribed to an audience's page, in order of id, in chunks: the list may be long. */
export async function* allSubscriptions(db: Db, audienceId: string): AsyncGenerator<Listening[]> {
  for (let last: string | null = null; ; ) {
    const chunk: Listening[] = await readSubscriptions(db, [audienceId], last, chunkSize);
    if (chunk.length > 0) yield chunk;
    if (chunk.length < chunkSize) return;
    last = chunk[chunk.length - 1]!.id;
  }
}

/** The next listeners of some audiences after an id (null: the first), at most `limit` of them. */
export function readSubscriptions(
  db: Db,
  audienceIds: string[],
  after: string | null,
  limit: number,
): Promise<Listening[]> {
  return db
    .select({
      id: subscribers.id,
      audienceId: subscribers.audienceId,
      channel: subscribers.channel,
      state: subscribers.state,
      paused: sql<boolean>`${subscribers.pausedAt} is not null`,
      suppressed: sql<SuppressionReason | null>`(
        select x.reason from suppressions x
        where x.channel = subscribers.channel and x.address = subscribers.address and x.lifted_at is null)`,
      scope: subscribers.scope,
      detail: subscribers.detail,
      serviceIds: ids(sql`select service_id from subscriber_services where subscriber_id = subscribers.id`),
      incidentIds: ids(
        sql`select incident_id from subscriber_incidents where subscriber_id = subscribers.id`,
      ),
    })
    .from(subscribers)
    .where(and(inArray(subscribers.audienceId, audienceIds), gt(subscribers.id, after ?? "")))
    .orderBy(asc(subscribers.id))
    .limit(limit);
}

const ids = (select: SQL) => sql<string[]>`array(${select})::text[]`;
