import { and, eq, gt, isNull } from "drizzle-orm";
import { hashToken } from "@/communications/subscribers/request-subscription";
import type { Context } from "@/db/context";
import { audienceLinks } from "@/db/schema/questions";
import { findMemberByEmail } from "@/status/audiences/private/find-member";
import { findPrivateAudience } from "@/status/audiences/private/find-private-audience";

/**
 * Uses a link up: answers who may come in, or null when it is spent, too old, another audience's, or its holder was
 * removed since. Two presses at once let in once.
 */
export async function useLink(
  { db, now }: Pick<Context, "db" | "now">,
  { slug, token }: { slug: string; token: string },
): Promise<{ audienceId: string; subscriberId: string } | null> {
  const audience = await findPrivateAudience(db, slug);
  const [link] = await db
    .update(audienceLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(audienceLinks.tokenHash, hashToken(token)),
        eq(audienceLinks.audienceId, audience?.id ?? ""),
        isNull(audienceLinks.usedAt),
        gt(audienceLinks.expiresAt, now),
      ),
    )
    .returning({ email: audienceLinks.email });
  if (!audience || !link) return null;
  const member = await findMemberByEmail(db, audience.id, link.email);
  return member && { audienceId: audience.id, subscriberId: member.id };
}
