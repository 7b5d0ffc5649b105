import { eq } from "drizzle-orm";
import type { Transport } from "@/communications/channels/email/transport";
import { wayOut } from "@/communications/channels/email/way-out";
import type { TryAgain } from "@/communications/deliveries/send-batch";
import type { Context } from "@/db/context";
import { personalLetters } from "@/db/schema/subscribers";
import { type LetterJob, letterKey } from "./plan-letter";

/**
 * Hands over one personal letter; null when it is done, else why it must be tried again. A provider without
 * keys may in the worst case take one twice, which is better than nobody being able to sign in. Once done, the
 * words are forgotten: they hold a link that works once.
 */
export async function sendLetter(
  ctx: Pick<Context, "db" | "now">,
  transport: Transport,
  job: LetterJob,
): Promise<TryAgain | null> {
  const [letter] = await ctx.db.select().from(personalLetters).where(eq(personalLetters.id, job.letterId));
  if (letter?.state !== "planned") return null;
  const { id, address, subject, html, text, subscriberId } = letter;
  const headers = subscriberId ? wayOut(subscriberId) : {};
  const [outcome] = await transport.hand([{ id, to: address, subject, html, text, headers }], letterKey(job));
  if (!outcome || outcome.kind === "tryAgain") {
    const reason = outcome?.reason ?? "The provider answered nothing";
    await ctx.db.update(personalLetters).set({ failure: reason }).where(eq(personalLetters.id, id));
    return { reason, retryAfterSeconds: outcome?.retryAfterSeconds ?? null };
  }
  if (outcome.kind === "unsure") return { reason: outcome.reason, retryAfterSeconds: null };
  await ctx.db
    .update(personalLetters)
    .set({
      state: outcome.kind === "accepted" ? "sent" : "failed",
      providerId: outcome.kind === "accepted" ? outcome.providerId : null,
      failure: outcome.kind === "refused" ? outcome.reason : null,
      sentAt: ctx.now,
      html: "",
      text: "",
    })
    .where(eq(personalLetters.id, id));
  return null;
}
