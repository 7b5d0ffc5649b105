import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audienceApprovals, audiences } from "@/db/schema/audiences";
import type { AudienceKind, IncidentRole, IncidentType } from "@/lib/vocabulary";
import { whoApproves } from "./who-approves";

export type Need = { role: IncidentRole; audience: string; kind: AudienceKind };

/** Which of these audiences' words about an incident of a type need whose yes; the others need nobody's. `always`:
 * whose the public's words need where nothing is configured. */
export async function neededApprovals(
  db: Db,
  type: IncidentType,
  audienceIds: string[],
  always: IncidentRole | null = null,
): Promise<Map<string, Need>> {
  const rows = await db
    .select({ audience: audiences, configured: audienceApprovals.role })
    .from(audiences)
    .leftJoin(
      audienceApprovals,
      and(eq(audienceApprovals.audienceId, audiences.id), eq(audienceApprovals.incidentType, type)),
    )
    .where(inArray(audiences.id, audienceIds));
  return new Map(
    rows.flatMap(({ audience, configured }) => {
      const role = whoApproves(type, audience, configured) ?? (audience.kind === "public" ? always : null);
      return role ? [[audience.id, { role, audience: audience.name, kind: audience.kind }] as const] : [];
    }),
  );
}
