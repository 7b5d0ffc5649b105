import { and, asc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { authorise } from "@/status/authorise";

/** The private audiences that an incident has spoken to, in their order. */
export async function audiencesOfIncident(ctx: Context, incidentId: string): Promise<string[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ id: audiences.id })
    .from(incidentAudiences)
    .innerJoin(audiences, eq(audiences.id, incidentAudiences.audienceId))
    .where(
      and(
        eq(incidentAudiences.incidentId, incidentId),
        eq(audiences.kind, "private"),
        isNull(audiences.archivedAt),
      ),
    )
    .orderBy(asc(audiences.position), asc(audiences.name));
  return rows.map(({ id }) => id);
}
