import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/db/context";
import { audienceApprovals, audienceServices, audiences } from "@/db/schema/audiences";
import { isId } from "@/lib/ids";
import type { IncidentRole, IncidentType } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import type { AudienceFacts } from "./schemas";

export type WholeAudience = z.output<typeof AudienceFacts> & {
  id: string;
  /** Whose yes its words need, by type of incident; owners decide it in the settings. */
  approvals: { incidentType: IncidentType; role: IncidentRole }[];
};

/** A private audience in use, with everything that can be changed of it; null when there is none of this id. */
export async function readAudienceFacts(ctx: Context, id: string): Promise<WholeAudience | null> {
  authorise(ctx.actor, "look");
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select()
    .from(audiences)
    .where(and(eq(audiences.id, id), eq(audiences.kind, "private"), isNull(audiences.archivedAt)));
  if (!row) return null;
  const chosen = await ctx.db.select().from(audienceServices).where(eq(audienceServices.audienceId, id));
  const needed = await ctx.db.select().from(audienceApprovals).where(eq(audienceApprovals.audienceId, id));
  const { slug, name, timeZone, language, tone, mayExpectResolution, account, channels } = row;
  return {
    ...{ id, slug, name, timeZone, language, tone, mayExpectResolution, account, channels },
    serviceIds: chosen.map(({ serviceId }) => serviceId),
    approvals: needed.map(({ incidentType, role }) => ({ incidentType, role })),
  };
}
