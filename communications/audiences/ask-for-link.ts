import { randomBytes } from "node:crypto";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { createElement } from "react";
import { z } from "zod";
import { planLetter } from "@/communications/letters/plan-letter";
import { audienceLinkUrl } from "@/communications/links";
import { hashToken } from "@/communications/subscribers/request-subscription";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audienceLinks } from "@/db/schema/questions";
import PrivatePage from "@/emails/private-page";
import { renderLetter } from "@/emails/render-letter";
import { wordsFor } from "@/lib/words";
import { findMemberByEmail } from "@/status/audiences/private/find-member";
import { findPrivateAudience } from "@/status/audiences/private/find-private-audience";
import { readPage } from "@/status/page/read-page";

/** A link works once, this long. */
export const linkMinutes = 15;
/** Letters an address gets within an hour, whoever asks. */
const lettersPerHour = 5;
const minute = 60_000;

const AskForLink = z.object({
  slug: z.string().max(100),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
});

/**
 * Writes somebody of an audience the link that lets them into its page. Whether there is such an audience, and whether
 * the address belongs to it, nobody learns from the answer: it is nothing, and as much is done for either.
 */
export async function askForLink(
  ctx: Pick<Context, "db" | "now">,
  input: z.input<typeof AskForLink>,
): Promise<void> {
  const { slug, email } = AskForLink.parse(input);
  const page = await readPage(ctx);
  const audience = await findPrivateAudience(ctx.db, slug);
  const member = await findMemberByEmail(ctx.db, audience?.id ?? "", email);
  const token = randomBytes(32).toString("base64url");
  const language = member?.language ?? page.language;
  // Rendered for everybody: it takes the longest, and the time would tell.
  const words = await renderLetter(
    createElement(PrivatePage, {
      ...{ pageName: page.name, language, minutes: linkMinutes },
      ...{ audience: audience?.name ?? page.name, link: audienceLinkUrl(slug, token) },
    }),
  );
  await planLetter(ctx, async ({ db }) => {
    const full = await ceilingReached(db, email, ctx.now);
    if (!audience || !member || full) return null;
    const expiresAt = new Date(ctx.now.getTime() + linkMinutes * minute);
    await db
      .insert(audienceLinks)
      .values({ tokenHash: hashToken(token), audienceId: audience.id, email, expiresAt });
    const subject = wordsFor(language).letters.privatePage.subject(page.name);
    return { kind: "sign_in", channel: "email", address: email, subject, ...words };
  });
}

async function ceilingReached(db: Db, email: string, now: Date): Promise<boolean> {
  // Two requests at once must not both be the last.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${email}, 0))`);
  const ofLastHour = new Date(now.getTime() + (linkMinutes - 60) * minute);
  const [row] = await db
    .select({ n: count() })
    .from(audienceLinks)
    .where(and(eq(audienceLinks.email, email), gt(audienceLinks.expiresAt, ofLastHour)));
  return (row?.n ?? 0) >= lettersPerHour;
}
