import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { subscribers } from "@/db/schema/subscribers";
import type { SuppressionReason } from "@/lib/vocabulary";
import type { Subscription } from "./who-hears";

const chunkSize = 5_000;

/** Everybody who ever subscribed to an audience's page, in order of id, in chunks: the list may be long. */
export async function* readSubscriptions(db: Db, audienceId: string): AsyncGenerator<Subscription[]> {
  for (let last = ""; ; ) {
    const chunk: Subscription[] = await db
      .select({
        id: subscribers.id,
        channel: subscribers.channel,
        state: subscribers.state,
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
      .where(and(eq(subscribers.audienceId, audienceId), gt(subscribers.id, last)))
      .orderBy(asc(subscribers.id))
      .limit(chunkSize);
    if (chunk.length > 0) yield chunk;
    if (chunk.length < chunkSize) return;
    last = chunk[chunk.length - 1]!.id;
  }
}

const ids = (select: SQL) => sql<string[]>`array(${select})::text[]`;
