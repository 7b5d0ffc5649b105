import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { channelWay } from "@/communications/channels/list";
import { type PersonalLetter, planLetter } from "@/communications/letters/plan-letter";
import { confirmUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { typedLine } from "@/lib/typed";
import { type Channel, channels } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import { readByMany } from "./ways";
import { followableIncident, Preferences, usableServices, wishInWords } from "./wish";

/** A confirm link works once, this long. */
export const confirmHours = 48;
/** Confirm messages an address gets in an hour, whoever asks: the form cannot fill a mailbox. */
const lettersPerHour = 3;

const Wish = Preferences.extend({
  channel: z.enum(channels).default("email"),
  detail: Preferences.shape.detail.optional(),
  scope: Preferences.shape.scope.default("all_services"),
  /** Follow one incident instead; it goes before scope. */
  incidentId: z.string().nullable().default(null),
  /** A subscriber whose person the new channel is to join. */
  joins: z.string().nullable().default(null),
  language: z.string().max(16).optional(),
  /** Who asked in their name, and why, when it was not themselves. */
  source: z.string().max(200).optional(),
});
/** The address as its channel writes it: `email` holds a letter's, `address` any other. */
export type SubscriptionRequest = z.input<typeof Wish> & {
  email?: string;
  address?: string;
  contact?: string;
};
type Wanted = z.output<typeof Wish> & { address: string; contact: string | null };

/** The field of a form that holds a channel's address. */
export const addressField = (channel: Channel) => (channel === "email" ? "email" : "address");

/**
 * Keeps a wish and writes to its address, by its own channel, for the press of a button. Known or unknown, within
 * the ceiling or not, the answer is the same: it tells nobody who hears from us. Refuses an address that is none, a
 * chat or a machine without anybody who is told when it fails, a choice of no service, and an incident that cannot
 * be followed.
 */
export async function requestSubscription(
  ctx: Pick<Context, "db" | "now">,
  input: SubscriptionRequest,
): Promise<void> {
  const wanted = parse(input);
  const page = await readPage(ctx);
  const incident = wanted.incidentId ? await followableIncident(ctx.db, wanted.incidentId) : null;
  const services = incident ? [] : await usableServices(ctx.db, { ...wanted, detail: detailOf(wanted) });
  const language = wanted.language ?? page.language;
  const token = randomBytes(32).toString("base64url");
  const wish = wishInWords(
    {
      incidentTitle: incident?.title ?? null,
      serviceNames: services.map(({ name }) => name),
      detail: detailOf(wanted),
    },
    wordsFor(language).subscriber,
  );
  const asked = { pageName: page.name, language, wish, confirmUrl: confirmUrl(token), hours: confirmHours };
  const message = await channelWay(wanted.channel).composeConfirm(asked);
  const { channel, address, contact, source } = wanted;
  await planLetter(ctx, async ({ db }): Promise<PersonalLetter | null> => {
    if (await ceilingReached(db, address, ctx.now)) return null;
    await db.insert(subscriptionRequests).values({
      audienceId: page.id,
      ...{ channel, address, contact },
      personId: await personOf(db, wanted.joins),
      wish: {
        scope: incident ? "one_incident" : wanted.scope,
        detail: incident ? "every_update" : detailOf(wanted),
        serviceIds: services.map(({ id }) => id),
        incidentId: incident?.id ?? null,
        ...{ language, source },
      },
      tokenHash: hashToken(token),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + confirmHours * 60 * 60 * 1000),
    });
    const subscriberId = await knownSubscriber(db, page.id, channel, address);
    const kind = "confirm_subscription" as const;
    return { kind, channel, address, subscriberId, ...message, html: message.html ?? "" };
  });
}

/** What is stored of a token: whoever reads the database cannot confirm for others. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** A failing chat or machine is switched off, and somebody must hear of that. */
export const Contact = typedLine()
  .toLowerCase()
  .max(254)
  .pipe(z.email("Write the email of somebody who is told when this keeps failing."));

function parse({ email, address, contact, ...rest }: SubscriptionRequest): Wanted {
  const wish = Wish.parse(rest);
  const field = addressField(wish.channel);
  const Fields = z.object({
    [field]: channelWay(wish.channel).address,
    contact: readByMany.has(wish.channel) ? Contact : z.undefined(),
  });
  const needed = readByMany.has(wish.channel) ? (contact ?? "") : undefined;
  const typed = Fields.parse({ [field]: (field === "email" ? email : address) ?? "", contact: needed });
  return {
    ...wish,
    address: String(typed[field]),
    contact: needed === undefined ? null : String(typed.contact),
  };
}

const detailOf = ({ detail, channel }: Pick<Wanted, "detail" | "channel">) =>
  detail ?? channelWay(channel).defaultDetail;

async function ceilingReached(db: Db, address: string, now: Date): Promise<boolean> {
  // Two requests at once must not both be the third.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${address}, 0))`);
  const anHourAgo = new Date(now.getTime() - 60 * 60 * 1000);
  const [row] = await db
    .select({ n: count() })
    .from(subscriptionRequests)
    .where(and(eq(subscriptionRequests.address, address), gt(subscriptionRequests.createdAt, anHourAgo)));
  return (row?.n ?? 0) >= lettersPerHour;
}

async function personOf(db: Db, subscriberId: string | null): Promise<string | null> {
  if (!subscriberId) return null;
  const [row] = await db
    .select({ personId: subscribers.personId })
    .from(subscribers)
    .where(eq(subscribers.id, subscriberId));
  return row?.personId ?? null;
}

async function knownSubscriber(
  db: Db,
  audienceId: string,
  channel: Channel,
  address: string,
): Promise<string | null> {
  const [row] = await db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(
      and(
        eq(subscribers.audienceId, audienceId),
        eq(subscribers.channel, channel),
        eq(subscribers.address, address),
        eq(subscribers.state, "confirmed"),
      ),
    );
  return row?.id ?? null;
}
