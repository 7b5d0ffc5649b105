import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
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
      // One look into the index for each: a join would read the million who belong to the public page.
      people: sql<number>`(
        select count(distinct s.person_id)::int from subscribers s
        where s.audience_id = "audiences"."id" and s.state = 'confirmed')`,
    })
    .from(audiences)
    .where(and(eq(audiences.kind, "private"), isNull(audiences.archivedAt)))
    .orderBy(asc(audiences.position), asc(audiences.name));
}
