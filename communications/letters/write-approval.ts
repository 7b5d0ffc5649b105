import { and, eq } from "drizzle-orm";
import { createElement } from "react";
import { approveUrl } from "@/communications/links";
import type { Context } from "@/db/context";
import type { events } from "@/db/schema/events";
import { approvals } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import Approval from "@/emails/approval";
import { renderLetter } from "@/emails/render-letter";
import { wordsFor } from "@/lib/words";
import { readQuestion } from "@/status/approvals/by-letter";
import { approvalToken } from "@/status/approvals/token";
import { readPage } from "@/status/page/read-page";
import type { PersonalLetter } from "./plan-letter";

/** The letter to whose yes is asked for, with the exact words and their key; null when the question is over. */
export async function writeApproval(
  ctx: Pick<Context, "db" | "now">,
  { details }: typeof events.$inferSelect,
): Promise<PersonalLetter | null> {
  const approverId = String(details.approver);
  const [asked] = await ctx.db
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(eq(approvals.id, String(details.approvalId)), eq(approvals.state, "asked")));
  const [approver] = await ctx.db.select().from(users).where(eq(users.id, approverId));
  if (!asked || !approver) return null;
  const token = approvalToken(asked.id, approverId);
  const question = await readQuestion(ctx, token);
  if (!question) return null;
  const { timeZone, language } = await readPage(ctx);
  const { askedBy: by, ...rest } = question;
  const props = { ...rest, by, zone: { timeZone, language }, link: approveUrl(token) };
  const letter = await renderLetter(createElement(Approval, props));
  const subject = wordsFor(language).letters.approval.subject(question.incident, question.audience);
  return { kind: "approval", address: approver.email, subject, ...letter };
}
