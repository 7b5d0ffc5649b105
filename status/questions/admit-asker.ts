import { and, count, eq, gt, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { questionAskers } from "@/db/schema/questions";
import { DomainError } from "@/lib/domain-error";
import { findMember, type Member } from "@/status/audiences/private/find-member";
import { isOnPrivatePage } from "@/status/audiences/private/read-private-page";
import { readPrivateAudiences } from "@/status/audiences/read-audience";

/** What one person may ask in an hour about one incident. */
const askedPerHour = 20;

type Asked = { audienceId: string; subscriberId: string; incidentId: string };

/**
 * Who asks, when they belong to the audience now and its page shows the incident; else refuses, in the same words for
 * whatever is not theirs (`not_yours`). Bounds how much one person asks. Part of a verb's transaction.
 */
export async function admitAsker({ db, now }: Pick<Context, "db" | "now">, asked: Asked): Promise<Member> {
  const { audienceId, subscriberId, incidentId } = asked;
  const [audience] = await readPrivateAudiences(db, [audienceId]);
  const member = audience ? await findMember(db, audienceId, subscriberId) : null;
  if (!audience || !member || !(await isOnPrivatePage(db, audience, incidentId, now))) {
    throw new DomainError("not_yours", "This is not open to you any more. Reload the page.");
  }
  // Two forms at once must not both be the last one.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`asks ${member.id}`}, 0))`);
  const anHourAgo = new Date(now.getTime() - 60 * 60 * 1000);
  const [row] = await db
    .select({ n: count() })
    .from(questionAskers)
    .where(
      and(
        eq(questionAskers.incidentId, incidentId),
        eq(questionAskers.email, member.email),
        gt(questionAskers.at, anHourAgo),
      ),
    );
  if ((row?.n ?? 0) >= askedPerHour) {
    throw new DomainError("too_many_questions", "You asked a lot within the hour. The liaison has it all.");
  }
  return member;
}
