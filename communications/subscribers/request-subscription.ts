import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { createElement } from "react";
import { z } from "zod";
import { planLetter } from "@/communications/letters/plan-letter";
import { confirmUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import ConfirmSubscription from "@/emails/confirm-subscription";
import { renderLetter } from "@/emails/render-letter";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import { followableIncident, Preferences, usableServices, wishInWords } from "./wish";

/** A confirm link works once, this long. */
export const confirmHours = 48;
/** Confirm letters an address gets in an hour, whoever asks: the form cannot fill a mailbox. */
const lettersPerHour = 3;

export const SubscriptionRequest = Preferences.extend({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email("Write a whole email address, like you@company.example.")),
  detail: Preferences.shape.detail.default("every_update"),
  scope: Preferences.shape.scope.default("all_services"),
  /** Follow one incident instead; it goes before scope. */
  incidentId: z.string().nullable().default(null),
});
export type SubscriptionRequest = z.input<typeof SubscriptionRequest>;

/**
 * Keeps a wish and writes to its address for the press of a button. Known or unknown, within the ceiling or
 * not, the answer is the same: it tells nobody who hears from us. Refuses an address that is none, a choice of
 * no service, and an incident that cannot be followed.
 */
export async function requestSubscription(
  ctx: Pick<Context, "db" | "now">,
  input: SubscriptionRequest,
): Promise<void> {
  const request = SubscriptionRequest.parse(input);
  const page = await readPage(ctx);
  const incident = request.incidentId ? await followableIncident(ctx.db, request.incidentId) : null;
  const services = incident ? [] : await usableServices(ctx.db, request);
  const token = randomBytes(32).toString("base64url");
  const words = wordsFor(page.language);
  const wish = wishInWords(
    {
      incidentTitle: incident?.title ?? null,
      serviceNames: services.map(({ name }) => name),
      detail: request.detail,
    },
    words.subscriber,
  );
  const letter = await renderLetter(
    createElement(ConfirmSubscription, {
      pageName: page.name,
      language: page.language,
      wish,
      confirmUrl: confirmUrl(token),
      hours: confirmHours,
    }),
  );
  await planLetter(ctx, async ({ db }) => {
    if (await ceilingReached(db, request.email, ctx.now)) return null;
    await db.insert(subscriptionRequests).values({
      audienceId: page.id,
      channel: "email",
      address: request.email,
      wish: {
        scope: incident ? "one_incident" : request.scope,
        detail: incident ? "every_update" : request.detail,
        serviceIds: services.map(({ id }) => id),
        incidentId: incident?.id ?? null,
      },
      tokenHash: hashToken(token),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + confirmHours * 60 * 60 * 1000),
    });
    return {
      kind: "confirm_subscription",
      address: request.email,
      subscriberId: await knownSubscriber(db, page.id, request.email),
      subject: words.letters.confirm.subject(page.name),
      ...letter,
    };
  });
}

/** What is stored of a token: whoever reads the database cannot confirm for others. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

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

async function knownSubscriber(db: Db, audienceId: string, address: string): Promise<string | null> {
  const [row] = await db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(
      and(
        eq(subscribers.audienceId, audienceId),
        eq(subscribers.address, address),
        eq(subscribers.state, "confirmed"),
      ),
    );
  return row?.id ?? null;
}
