import { eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "@/db/client";
import { audienceApprovals, audienceServices } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";
import { type IncidentRole, incidentTypes } from "@/lib/vocabulary";
import type { AudienceFacts } from "./schemas";

type Parts = Pick<z.output<typeof AudienceFacts>, "serviceIds" | "approvals">;

/** Writes what matters to an audience and whose yes it needs, in place of what was. Part of a verb's transaction. */
export async function writeParts(
  db: Db,
  audienceId: string,
  { serviceIds, approvals }: Parts,
): Promise<void> {
  await db.delete(audienceServices).where(eq(audienceServices.audienceId, audienceId));
  await db.delete(audienceApprovals).where(eq(audienceApprovals.audienceId, audienceId));
  const chosen = [...new Set(serviceIds)];
  if (chosen.length) {
    if ((await db.$count(services, inArray(services.id, chosen))) !== chosen.length) {
      throw new DomainError("service_unknown", "A service you chose is gone. Reload and choose again.");
    }
    await db.insert(audienceServices).values(chosen.map((serviceId) => ({ audienceId, serviceId })));
  }
  const needed = incidentTypes.flatMap((incidentType) => {
    const role: IncidentRole | undefined = approvals[incidentType];
    return role ? [{ audienceId, incidentType, role }] : [];
  });
  if (needed.length) await db.insert(audienceApprovals).values(needed);
}
