import { and, eq, inArray, ne } from "drizzle-orm";
import { settle } from "@/communications/deliveries/settle";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { subscriberIncidents, subscribers } from "@/db/schema/subscribers";
import { updates } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { channelsOf } from "./channels-of";

type Doing = Pick<Context, "db" | "now">;
/** `everywhere`: on all channels of the person, as far as this one's link reaches (channels-of.ts). */
type Leaving = { subscriberId: string; incidentId?: string; everywhere?: boolean };

/**
 * Stops all messages, or those about one incident, from now on: what is planned or held and not yet handed over is
 * suppressed too. Who followed nothing but that incident has then left. Leaving twice is leaving once.
 */
export async function leave(ctx: Doing, { subscriberId, incidentId, everywhere }: Leaving): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const within = { db: tx, now: ctx.now };
    const found = everywhere ? await channelsOf(within, subscriberId) : [{ id: subscriberId }];
    const ids = found.map(({ id }) => id).toSorted();
    for (const id of ids) await leaveOne(within, id, incidentId);
    await suppressPlanned(within, ids, incidentId);
  });
}

async function leaveOne({ db, now }: Doing, subscriberId: string, incidentId?: string): Promise<void> {
  const [subscriber] = await db
    .select({ scope: subscribers.scope })
    .from(subscribers)
    .where(eq(subscribers.id, subscriberId))
    .for("update");
  if (!subscriber) return;
  if (incidentId && (await followsMore(db, subscriberId, incidentId, subscriber.scope))) return;
  await db
    .update(subscribers)
    .set({ state: "left", leftAt: now, updatedAt: now })
    .where(and(eq(subscribers.id, subscriberId), ne(subscribers.state, "left")));
}

/** Takes one incident away; answers whether anything is left to hear about. */
async function followsMore(
  db: Db,
  subscriberId: string,
  incidentId: string,
  scope: string,
): Promise<boolean> {
  const ofSubscriber = eq(subscriberIncidents.subscriberId, subscriberId);
  await db
    .delete(subscriberIncidents)
    .where(and(ofSubscriber, eq(subscriberIncidents.incidentId, incidentId)));
  if (scope !== "one_incident") return true;
  const others = await db
    .select({ id: subscriberIncidents.incidentId })
    .from(subscriberIncidents)
    .where(ofSubscriber)
    .limit(1);
  return others.length > 0;
}

/** Messages that were planned or held for somebody and not begun: they are not sent, and the ledger says so. */
export async function suppressPlanned(
  ctx: Doing,
  subscriberIds: string[],
  incidentId?: string,
): Promise<void> {
  const ofIncident = incidentId
    ? inArray(
        deliveries.updateId,
        ctx.db.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId)),
      )
    : undefined;
  // All rows first, in the order in which batches lock them (claim-batch), then the counts: nobody dead-locks.
  const waiting = await ctx.db
    .select({
      updateId: deliveries.updateId,
      audienceId: deliveries.audienceId,
      channel: deliveries.channel,
      recipientId: deliveries.recipientId,
      batch: deliveries.batch,
    })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.recipientId, subscriberIds),
        inArray(deliveries.state, ["planned", "held"]),
        ofIncident,
      ),
    )
    .orderBy(deliveries.recipientId, deliveries.updateId)
    .for("update");
  // Each audience numbers its own batches.
  const batches = groupBy(
    waiting,
    ({ channel, updateId, audienceId, batch }) => `${channel} ${updateId} ${audienceId} ${batch}`,
  );
  for (const [, rows] of [...batches].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const settled = rows.map(({ recipientId }) => ({ recipientId, state: "suppressed" as const }));
    await settle(ctx, rows[0]!, settled);
  }
}
