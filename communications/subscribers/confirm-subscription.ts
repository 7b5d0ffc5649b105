import { and, eq, gt, isNull, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import {
  subscriberIncidents,
  subscriberServices,
  subscribers,
  subscriptionRequests,
} from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import type { Channel } from "@/lib/vocabulary";
import { quietColumns } from "./quiet";
import { hashToken } from "./request-subscription";
import { shownAddress } from "./shown-address";
import { liftSuppression } from "./suppress";

type Request = typeof subscriptionRequests.$inferSelect;
/** `address`: as it may be shown. `joins`: a person's other channels, where there are some, so that it is no surprise. */
export type RequestState =
  | { state: "open" | "used" | "expired"; address: string; joins?: string[] }
  | { state: "unknown" };

/** What a confirm link stands for. Reading uses nothing up: scanners open links. */
export async function readRequest(ctx: Pick<Context, "db" | "now">, token: string): Promise<RequestState> {
  const [request] = await ctx.db
    .select()
    .from(subscriptionRequests)
    .where(eq(subscriptionRequests.tokenHash, hashToken(token)));
  if (!request) return { state: "unknown" };
  const state = request.usedAt ? "used" : request.expiresAt <= ctx.now ? "expired" : "open";
  const joins = state === "open" && request.personId ? await others(ctx.db, request, request.personId) : [];
  return { state, address: shownAddress(request), ...(joins.length > 0 && { joins }) };
}

/** A person's other channels in words that their owner knows them by, and others learn little from. */
async function others(db: Db, { channel, address }: Request, personId: string): Promise<string[]> {
  const rows = await db
    .select({ channel: subscribers.channel, address: subscribers.address })
    .from(subscribers)
    .where(and(eq(subscribers.personId, personId), ne(subscribers.state, "left")));
  return rows
    .filter((row) => row.channel !== channel || row.address !== address)
    .map((row) => shownAddress(row).replace(/^(.)[^@]*@/, "$1…@"));
}

/**
 * The press of the button: the wish becomes a subscription. Works once. Somebody who is already subscribed gets
 * the new choices in place of the old ones, or follows one incident more; somebody who had left is back.
 */
export async function confirmSubscription(
  ctx: Pick<Context, "db" | "now">,
  { token }: { token: string },
): Promise<{ subscriberId: string; channel: Channel }> {
  return ctx.db.transaction(async (tx) => {
    const [request] = await tx
      .update(subscriptionRequests)
      .set({ usedAt: ctx.now })
      .where(
        and(
          eq(subscriptionRequests.tokenHash, hashToken(token)),
          isNull(subscriptionRequests.usedAt),
          gt(subscriptionRequests.expiresAt, ctx.now),
        ),
      )
      .returning();
    if (!request) {
      throw new DomainError("link_spent", "This link was used already, or it is older than 48 hours.");
    }
    // Who reads our message and presses its button has an address that works, and wants our mail.
    await liftSuppression({ db: tx, now: ctx.now }, request, {
      by: null,
      reason: "Confirmed the address anew",
    });
    const subscriberId = await applyWish({ db: tx, now: ctx.now }, request);
    return { subscriberId, channel: request.channel };
  });
}

async function applyWish(ctx: Pick<Context, "db" | "now">, request: Request): Promise<string> {
  const { audienceId, channel, address, wish } = request;
  const { db, now } = ctx;
  const fresh = {
    ...{ state: "confirmed" as const, confirmedAt: now, leftAt: null, updatedAt: now },
    // Who asks to hear has ended their pause, and says that their channel works.
    ...{ pausedAt: null, failuresInRow: 0, failingSince: null },
    ...(request.contact && { contact: request.contact }),
    ...(request.personId && { personId: request.personId }),
    ...(wish.language && { language: wish.language }),
  };
  const choices = { scope: wish.scope, detail: wish.detail };
  const id = newId();
  const person = { id, personId: id, source: wish.source ?? null };
  const [made] = await db
    .insert(subscribers)
    .values({ ...person, audienceId, channel, address, createdAt: now, ...choices, ...fresh })
    .onConflictDoNothing()
    .returning({ id: subscribers.id });
  if (made) return chooseMore(db, made.id, wish);

  const [known] = await db
    .select({ id: subscribers.id, state: subscribers.state })
    .from(subscribers)
    .where(
      and(
        eq(subscribers.audienceId, audienceId),
        eq(subscribers.channel, channel),
        eq(subscribers.address, address),
      ),
    )
    .for("update");
  if (!known) throw new Error("A subscriber vanished while confirming.");
  const back = known.state === "left";
  if (back) await db.delete(subscriberIncidents).where(eq(subscriberIncidents.subscriberId, known.id));
  // Following one incident adds to what somebody hears; it does not take the rest away.
  const replaces = back || wish.scope !== "one_incident";
  await db
    .update(subscribers)
    .set({ ...fresh, ...(replaces && choices), ...(back && quietColumns(null)) })
    .where(eq(subscribers.id, known.id));
  if (replaces) await db.delete(subscriberServices).where(eq(subscriberServices.subscriberId, known.id));
  return chooseMore(db, known.id, wish);
}

async function chooseMore(db: Db, subscriberId: string, wish: Request["wish"]): Promise<string> {
  if (wish.serviceIds.length) {
    await db
      .insert(subscriberServices)
      .values(wish.serviceIds.map((serviceId) => ({ subscriberId, serviceId })))
      .onConflictDoNothing();
  }
  if (wish.incidentId) {
    await db
      .insert(subscriberIncidents)
      .values({ subscriberId, incidentId: wish.incidentId })
      .onConflictDoNothing();
  }
  return subscriberId;
}
