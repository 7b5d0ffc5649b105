import { and, eq, isNotNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidentAudiences } from "@/db/schema/incident-people";
import { type Audience, readPrivateAudiences } from "@/status/audiences/read-audience";

/** The private audiences that had words about an incident: the only ones that learn of one that is not public. */
export async function audiencesWithWords(db: Db, incidentId: string): Promise<Audience[]> {
  const said = await db
    .select({ id: incidentAudiences.audienceId })
    .from(incidentAudiences)
    .where(and(eq(incidentAudiences.incidentId, incidentId), isNotNull(incidentAudiences.lastSaidAt)));
  return said.length
    ? readPrivateAudiences(
        db,
        said.map(({ id }) => id),
      )
    : [];
}
