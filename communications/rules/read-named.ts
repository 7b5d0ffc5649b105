import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { suppressions } from "@/db/schema/receipts";
import { subscribers } from "@/db/schema/subscribers";
import type { SuppressionReason } from "@/lib/vocabulary";
import type { Listener } from "./evaluate-rules";
import { selectListeners } from "./read-listeners";

/** Of people named by email: where they listen already, among these audiences, and whose address is not written to. */
export async function readNamed(
  db: Db,
  emails: string[],
  slugs: string[],
): Promise<{ listeners: Listener[]; suppressedEmails: Record<string, SuppressionReason> }> {
  const addresses = [...new Set(emails.map((email) => email.toLowerCase()))];
  if (addresses.length === 0) return { listeners: [], suppressedEmails: {} };
  const refused = await db
    .select({ address: suppressions.address, reason: suppressions.reason })
    .from(suppressions)
    .where(
      and(
        inArray(suppressions.address, addresses),
        eq(suppressions.channel, "email"),
        isNull(suppressions.liftedAt),
      ),
    );
  const suppressedEmails = Object.fromEntries(refused.map(({ address, reason }) => [address, reason]));
  if (slugs.length === 0) return { listeners: [], suppressedEmails };
  const inAudiences = inArray(audiences.slug, slugs);
  const known = await selectListeners(db).where(
    and(inArray(subscribers.address, addresses), eq(subscribers.channel, "email"), inAudiences),
  );
  const people = [...new Set(known.map(({ personId }) => personId))];
  // With all their ways there: a rule may reach them by another one first.
  const listeners =
    people.length > 0
      ? await selectListeners(db).where(and(inArray(subscribers.personId, people), inAudiences))
      : [];
  return { listeners, suppressedEmails };
}
