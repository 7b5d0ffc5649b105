import { eq } from "drizzle-orm";
import { wayOut } from "@/communications/channels/email/way-out";
import type { Transports } from "@/communications/channels/open-channels";
import type { TryAgain } from "@/communications/deliveries/send-batch";
import { handOver } from "@/communications/senders/hand-over";
import { signingSecrets } from "@/communications/subscribers/signing-secrets";
import type { Context } from "@/db/context";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { type LetterJob, letterKey } from "./plan-letter";

type Doing = Pick<Context, "db" | "now">;
type Letter = typeof personalLetters.$inferSelect;

/**
 * Hands over one personal letter; null when it is done, else why it must be tried again. A provider without
 * keys may in the worst case take one twice, which is better than nobody being able to sign in. Once done, the
 * words are forgotten: they hold a link that works once.
 */
export async function sendLetter(
  ctx: Doing,
  transports: Transports,
  job: LetterJob,
): Promise<TryAgain | null> {
  const [letter] = await ctx.db.select().from(personalLetters).where(eq(personalLetters.id, job.letterId));
  if (letter?.state !== "planned") return null;
  const transport = transports[letter.channel];
  if (!transport)
    return done(ctx, letter, { failure: `This installation is not set up to send by ${letter.channel}` });
  const { id, address, subject, html, text, subscriberId, channel } = letter;
  const headers = subscriberId && channel === "email" ? wayOut(subscriberId) : {};
  const secrets = subscriberId && channel === "webhook" ? await secretsOf(ctx, subscriberId) : undefined;
  const message = { id, to: address, subject, html: html || null, text, headers, secrets };
  const handed = await handOver(ctx.db, transport, [message], letterKey(job));
  if ("rests" in handed) return again(ctx, letter, handed.rests);
  const [outcome] = handed.outcomes;
  if (outcome?.kind === "accepted") return done(ctx, letter, { providerId: outcome.providerId });
  if (outcome?.kind === "refused") return done(ctx, letter, { failure: outcome.reason });
  const reason = outcome?.reason ?? "The provider answered nothing";
  return !transport.shared && isStale(letter, ctx.now)
    ? done(ctx, letter, { failure: reason })
    : again(ctx, letter, reason);
}

/** A stranger may have given us somebody else's address: it is not knocked at for days. Mail has its own rules. */
const knockingMilliseconds = 15 * 60 * 1000;
const isStale = ({ createdAt }: Letter, now: Date) =>
  now.getTime() - createdAt.getTime() > knockingMilliseconds;

async function secretsOf({ db, now }: Doing, subscriberId: string): Promise<string[]> {
  const { id, secretVersion: version, secretRotatedAt: rotatedAt } = subscribers;
  const [found] = await db.select({ id, version, rotatedAt }).from(subscribers).where(eq(id, subscriberId));
  return found ? signingSecrets(found, now) : [];
}

async function again({ db }: Doing, { id }: Letter, reason: string): Promise<TryAgain> {
  await db.update(personalLetters).set({ failure: reason }).where(eq(personalLetters.id, id));
  return { reason };
}

async function done(
  { db, now }: Doing,
  { id }: Letter,
  { providerId = null, failure = null }: { providerId?: string | null; failure?: string | null },
): Promise<null> {
  await db
    .update(personalLetters)
    .set({ state: failure ? "failed" : "sent", providerId, failure, sentAt: now, html: "", text: "" })
    .where(eq(personalLetters.id, id));
  return null;
}
