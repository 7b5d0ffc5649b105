import { and, eq, inArray } from "drizzle-orm";
import { settle } from "@/communications/deliveries/settle";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { subscriberIncidents, subscribers } from "@/db/schema/subscribers";
import { updates } from "@/db/schema/updates";

type Leaving = { subscriberId: string; incidentId?: string };

/**
 * Stops all mail, or that about one incident, from now on: letters that are planned and not yet handed over
 * are suppressed too. Who followed nothing but that incident has then left. Leaving twice is leaving once.
 */
export async function leave(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId, incidentId }: Leaving,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const within = { db: tx, now: ctx.now };
    const [subscriber] = await tx
      .select({ scope: subscribers.scope })
      .from(subscribers)
      .where(eq(subscribers.id, subscriberId))
      .for("update");
    if (!subscriber) return;
    if (incidentId) {
      await tx
        .delete(subscriberIncidents)
        .where(
          and(
            eq(subscriberIncidents.subscriberId, subscriberId),
            eq(subscriberIncidents.incidentId, incidentId),
          ),
        );
    }
    const others = await tx
      .select({ id: subscriberIncidents.incidentId })
      .from(subscriberIncidents)
      .where(eq(subscriberIncidents.subscriberId, subscriberId))
      .limit(1);
    if (!incidentId || (subscriber.scope === "one_incident" && others.length === 0)) {
      await tx
        .update(subscribers)
        .set({ state: "left", leftAt: ctx.now, updatedAt: ctx.now })
        .where(and(eq(subscribers.id, subscriberId), eq(subscribers.state, "confirmed")));
    }
    await suppressPlanned(within, { subscriberId, incidentId });
  });
}

/** Letters that were planned for somebody and not begun: they are not sent, and the ledger says so. */
export async function suppressPlanned(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId, incidentId }: Leaving,
): Promise<void> {
  const ofIncident = incidentId
    ? inArray(
        deliveries.updateId,
        ctx.db.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId)),
      )
    : undefined;
  const planned = await ctx.db
    .select({
      updateId: deliveries.updateId,
      audienceId: deliveries.audienceId,
      channel: deliveries.channel,
    })
    .from(deliveries)
    .where(and(eq(deliveries.recipientId, subscriberId), eq(deliveries.state, "planned"), ofIncident));
  for (const key of planned) await settle(ctx, key, [{ recipientId: subscriberId, state: "suppressed" }]);
}
