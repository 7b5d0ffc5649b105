import { and, desc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { incidents } from "@/db/schema/incidents";
import { subscriberIncidents, subscriberServices, subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import type { Channel, SubscriberState, SubscriptionDetail, SubscriptionScope } from "@/lib/vocabulary";
import { languageNames } from "@/lib/words";
import { publicIncidents } from "@/status/public/public-incidents";
import { Quiet, quietColumns, quietOf } from "./quiet";
import { shownAddress } from "./shown-address";
import { Preferences, usableServices } from "./wish";

export type OwnPreferences = {
  subscriberId: string;
  channel: Channel;
  /** As it may be shown. */
  address: string;
  state: SubscriberState;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  serviceIds: string[];
  /** Open incidents that are followed besides. */
  incidents: { id: string; title: string }[];
  language: string;
  quiet: Quiet | null;
  pausedAt: Date | null;
  /** Raised by each new signing secret, and when it last was. */
  secretVersion: number;
  secretRotatedAt: Date | null;
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
    .where(
      and(
        eq(subscriberIncidents.subscriberId, subscriberId),
        publicIncidents,
        ne(incidents.status, "resolved"),
      ),
    )
    .orderBy(desc(incidents.startedAt));
  const { channel, state, scope, detail, language, pausedAt, secretVersion, secretRotatedAt } = subscriber;
  return {
    ...{ subscriberId, channel, state, scope, detail, language, pausedAt, secretVersion, secretRotatedAt },
    address: shownAddress(subscriber),
    serviceIds: chosen.map(({ id }) => id),
    incidents: followed,
    quiet: quietOf(subscriber),
  };
}

/** What is left away stays as it was. */
const Changes = Preferences.extend({
  quiet: Quiet.nullable().optional(),
  language: z
    .string()
    .refine((language) => Object.hasOwn(languageNames, language), "Choose a language from the list.")
    .optional(),
});
export type Changes = z.input<typeof Changes>;

/**
 * Changes what a subscriber hears, and when. Refuses a choice of no service, and who has left: coming back is
 * confirmed anew. What was held for the quiet hours of before gets its turn again, to be judged by those of now.
 */
export async function changePreferences(
  ctx: Pick<Context, "db" | "now">,
  subscriberId: string,
  input: Changes,
): Promise<void> {
  const { scope, detail, serviceIds, quiet, language } = Changes.parse(input);
  const services = await usableServices(ctx.db, { scope, detail, serviceIds });
  await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(subscribers)
      .set({ scope, detail, ...(quiet !== undefined && quietColumns(quiet)), language, updatedAt: ctx.now })
      .where(and(eq(subscribers.id, subscriberId), ne(subscribers.state, "left")))
      .returning({ id: subscribers.id });
    if (!changed)
      throw new DomainError("has_left", "You get no messages from us. Subscribe again to change that.");
    await tx.delete(subscriberServices).where(eq(subscriberServices.subscriberId, subscriberId));
    if (services.length) {
      await tx
        .insert(subscriberServices)
        .values(services.map(({ id: serviceId }) => ({ subscriberId, serviceId })));
    }
    if (quiet !== undefined) await judgeHeldAnew(tx, subscriberId, ctx.now);
  });
}

/** Held messages whose time is now get their turn in the clock's next step. */
async function judgeHeldAnew(db: Db, subscriberId: string, now: Date): Promise<void> {
  await db
    .update(deliveries)
    .set({ heldUntil: now })
    .where(
      and(
        eq(deliveries.recipientId, subscriberId),
        eq(deliveries.state, "held"),
        eq(deliveries.heldWhy, "quiet_hours"),
        sql`${deliveries.heldUntil} > ${now.toISOString()}::timestamptz`,
      ),
    );
}
