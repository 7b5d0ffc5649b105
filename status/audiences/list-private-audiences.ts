import { and, asc, countDistinct, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { subscribers } from "@/db/schema/subscribers";
import { authorise } from "@/status/authorise";

/** A private audience in the desk's list. */
export type AudienceLine = {
  id: string;
  slug: string;
  name: string;
  account: string | null;
  mayExpectResolution: boolean;
  /** People of it who hear. */
  people: number;
};

/** The private audiences in use, as they are ordered. */
export async function listPrivateAudiences(ctx: Context): Promise<AudienceLine[]> {
  authorise(ctx.actor, "look");
  return ctx.db
    .select({
      ...{ id: audiences.id, slug: audiences.slug, name: audiences.name, account: audiences.account },
      mayExpectResolution: audiences.mayExpectResolution,
      people: countDistinct(subscribers.personId),
    })
    .from(audiences)
    .leftJoin(subscribers, and(eq(subscribers.audienceId, audiences.id), eq(subscribers.state, "confirmed")))
    .where(and(eq(audiences.kind, "private"), isNull(audiences.archivedAt)))
    .groupBy(audiences.id)
    .orderBy(asc(audiences.position), asc(audiences.name));
}
