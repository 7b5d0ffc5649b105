import { and, asc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { isExternal } from "@/status/approvals/who-approves";
import { authorise } from "@/status/authorise";

/** A private audience, and whether an incident is open for it. */
export type IncidentAudience = {
  id: string;
  name: string;
  slug: string;
  isOpen: boolean;
  /** Whether it is outside the house: locked out of security incidents, unless an owner lets it in. */
  isOutside: boolean;
  isLetIn: boolean;
  /** By which owner. */
  letInBy: string | null;
  businessImpact: string | null;
};

/** Every private audience in use, as it stands to an incident. */
export async function readIncidentAudiences(ctx: Context, incidentId: string): Promise<IncidentAudience[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({
      ...{ id: audiences.id, name: audiences.name, slug: audiences.slug },
      ...{
        kind: audiences.kind,
        account: audiences.account,
        mayExpectResolution: audiences.mayExpectResolution,
      },
      ...{
        letInAt: incidentAudiences.letInAt,
        letInBy: incidentAudiences.letInBy,
        openedAt: incidentAudiences.openedAt,
        businessImpact: incidentAudiences.businessImpact,
      },
    })
    .from(audiences)
    .leftJoin(
      incidentAudiences,
      and(eq(incidentAudiences.audienceId, audiences.id), eq(incidentAudiences.incidentId, incidentId)),
    )
    .where(and(eq(audiences.kind, "private"), isNull(audiences.archivedAt)))
    .orderBy(asc(audiences.position), asc(audiences.name));
  return rows.map(({ openedAt, letInAt, kind, account, mayExpectResolution, ...row }) => ({
    ...{ ...row, isOpen: openedAt !== null, isLetIn: letInAt !== null },
    isOutside: isExternal({ kind, account, mayExpectResolution }),
  }));
}
