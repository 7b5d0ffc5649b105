import { and, eq, inArray, or, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { suppressions } from "@/db/schema/receipts";
import { services } from "@/db/schema/services";
import { personalLetters, subscriberServices, subscriptionRequests } from "@/db/schema/subscribers";
import type { Channel } from "@/lib/vocabulary";
import { channelsOf, type Subscriber } from "./channels-of";
import { readPreferences } from "./preferences";
import { readSent } from "./read-sent";

/** Messages in the file; who has had more is told that there are more. */
const messagesMax = 10_000;

/**
 * Everything that is kept about somebody, on each channel that their link reaches, for them to take along. Null when
 * nobody has this id.
 */
export async function ownData(ctx: Pick<Context, "db" | "now">, subscriberId: string) {
  const channels = await channelsOf(ctx, subscriberId);
  if (channels.length === 0) return null;
  const messages = await readSent(ctx, subscriberId, messagesMax + 1);
  return {
    takenAt: ctx.now,
    channels: await readTogether(
      ctx.db,
      channels.map((one) => () => channelData(ctx, one)),
    ),
    requests: await requestsOf(ctx, channels),
    personalMessages: await personalOf(ctx, channels),
    notWrittenTo: await suppressionsOf(ctx, channels),
    messages: messages.slice(0, messagesMax),
    messagesComplete: messages.length <= messagesMax,
  };
}

/** Whether a table's row is about one of some addresses. */
export const aboutAddresses = (
  columns: { channel: PgColumn; address: PgColumn },
  addresses: { channel: Channel; address: string }[],
): SQL | undefined =>
  or(
    ...addresses.map(({ channel, address }) =>
      and(eq(columns.channel, channel), eq(columns.address, address)),
    ),
  );

async function channelData({ db }: Pick<Context, "db">, subscriber: Subscriber) {
  const { id, channel, address, contact, state, source, confirmedAt, leftAt, createdAt } = subscriber;
  const chosen = await db
    .select({ id: services.id, name: services.name })
    .from(subscriberServices)
    .innerJoin(services, eq(services.id, subscriberServices.serviceId))
    .where(eq(subscriberServices.subscriberId, id));
  const own = await readPreferences({ db }, id);
  return {
    ...{ id, channel, address, contact, state, source, confirmedAt, leftAt, createdAt },
    scope: subscriber.scope,
    detail: subscriber.detail,
    services: chosen,
    incidents: own?.incidents ?? [],
    language: subscriber.language,
    quietHours: own?.quiet ?? null,
    pausedAt: subscriber.pausedAt,
    failingSince: subscriber.failingSince,
  };
}

function requestsOf({ db }: Pick<Context, "db">, channels: Subscriber[]) {
  const { channel, address, contact, wish, createdAt, usedAt, expiresAt } = subscriptionRequests;
  return db
    .select({ channel, address, contact, wish, createdAt, usedAt, expiresAt })
    .from(subscriptionRequests)
    .where(aboutAddresses(subscriptionRequests, channels));
}

function personalOf({ db }: Pick<Context, "db">, channels: Subscriber[]) {
  const { kind, channel, address, subject, state, createdAt, sentAt, subscriberId } = personalLetters;
  return db
    .select({ kind, channel, address, subject, state, createdAt, sentAt })
    .from(personalLetters)
    .where(
      or(
        aboutAddresses(personalLetters, channels),
        inArray(
          subscriberId,
          channels.map(({ id }) => id),
        ),
      ),
    );
}

function suppressionsOf({ db }: Pick<Context, "db">, channels: Subscriber[]) {
  const { channel, address, reason, detail, since, liftedAt } = suppressions;
  return db
    .select({ channel, address, reason, detail, since, liftedAt })
    .from(suppressions)
    .where(aboutAddresses(suppressions, channels));
}
