import { and, desc, eq, ne } from "drizzle-orm";
import type { Context } from "@/db/context";
import { incidents } from "@/db/schema/incidents";
import { subscriberIncidents, subscriberServices, subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import type { SubscriberState, SubscriptionDetail, SubscriptionScope } from "@/lib/vocabulary";
import { Preferences, usableServices } from "./wish";

export type OwnPreferences = {
  subscriberId: string;
  address: string;
  state: SubscriberState;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  serviceIds: string[];
  /** Open incidents that are followed besides. */
  incidents: { id: string; title: string }[];
};

/** What a subscriber chose; null when nobody has this id. */
export async function readPreferences(
  ctx: Pick<Context, "db">,
  subscriberId: string,
): Promise<OwnPreferences | null> {
  const [subscriber] = await ctx.db.select().from(subscribers).where(eq(subscribers.id, subscriberId));
  if (!subscriber) return null;
  const chosen = await ctx.db
    .select({ id: subscriberServices.serviceId })
    .from(subscriberServices)
    .where(eq(subscriberServices.subscriberId, subscriberId));
  const followed = await ctx.db
    .select({ id: incidents.id, title: incidents.title })
    .from(subscriberIncidents)
    .innerJoin(incidents, eq(incidents.id, subscriberIncidents.incidentId))
    .where(and(eq(subscriberIncidents.subscriberId, subscriberId), ne(incidents.status, "resolved")))
    .orderBy(desc(incidents.startedAt));
  const { address, state, scope, detail } = subscriber;
  return {
    subscriberId,
    address,
    state,
    scope,
    detail,
    serviceIds: chosen.map(({ id }) => id),
    incidents: followed,
  };
}

/** Changes what a subscriber hears. Refuses a choice of no service, and who has left: coming back is confirmed anew. */
export async function changePreferences(
  ctx: Pick<Context, "db" | "now">,
  subscriberId: string,
  input: Preferences,
): Promise<void> {
  const preferences = Preferences.parse(input);
  const services = await usableServices(ctx.db, preferences);
  await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(subscribers)
      .set({ scope: preferences.scope, detail: preferences.detail, updatedAt: ctx.now })
      .where(and(eq(subscribers.id, subscriberId), eq(subscribers.state, "confirmed")))
      .returning({ id: subscribers.id });
    if (!changed)
      throw new DomainError("has_left", "You get no mail from us. Subscribe again to change that.");
    await tx.delete(subscriberServices).where(eq(subscriberServices.subscriberId, subscriberId));
    if (services.length) {
      await tx
        .insert(subscriberServices)
        .values(services.map(({ id: serviceId }) => ({ subscriberId, serviceId })));
    }
  });
}
