import { randomBytes } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { createElement } from "react";
import { z } from "zod";
import { planLetter } from "@/communications/letters/plan-letter";
import { invitationUrl } from "@/communications/links";
import type { Context } from "@/db/context";
import { invitations } from "@/db/schema/invitations";
import Invitation from "@/emails/invitation";
import { renderLetter } from "@/emails/render-letter";
import { DomainError } from "@/lib/domain-error";
import { typedLine } from "@/lib/typed";
import { roles } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { hashInvitation } from "@/status/invitations/accept-invitation";
import { readPage } from "@/status/page/read-page";
import { onlyOwners } from "@/status/people/only-owners";
import { findPerson } from "@/status/people/read-person";
import { Email } from "@/status/people/schemas";

/** An invitation works once, this long. */
export const invitationDays = 7;

const Invite = z.object({ email: Email, role: z.enum(roles), name: typedLine().max(120).default("") });

/** Writes somebody the link by which they make themselves an account. An older invitation of theirs ends. Owners only. */
export async function invite(ctx: Context, input: z.input<typeof Invite>): Promise<void> {
  onlyOwners(ctx.actor);
  const { email, role, name } = Invite.parse(input);
  if (await findPerson(ctx, email)) {
    const words = "There is already an account with this address.";
    throw new DomainError("email_taken", words, { email: words });
  }
  const token = randomBytes(32).toString("base64url");
  const { name: pageName, language } = await readPage(ctx);
  const invitedBy = ctx.actor.id;
  const props = { pageName, language, by: ctx.actor.name, link: invitationUrl(token), days: invitationDays };
  const words = await renderLetter(createElement(Invitation, props));
  await planLetter(ctx, async ({ db }) => {
    await db
      .update(invitations)
      .set({ withdrawnAt: ctx.now })
      .where(
        and(
          eq(sql`lower(${invitations.email})`, email),
          isNull(invitations.usedAt),
          isNull(invitations.withdrawnAt),
        ),
      );
    const expiresAt = new Date(ctx.now.getTime() + invitationDays * 24 * 60 * 60 * 1000);
    const tokenHash = hashInvitation(token);
    await db
      .insert(invitations)
      .values({ email, name, role, tokenHash, invitedBy, createdAt: ctx.now, expiresAt });
    const subject = wordsFor(language).letters.invitation.subject(pageName);
    return { kind: "invitation" as const, address: email, subject, ...words };
  });
}
