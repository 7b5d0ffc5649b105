import { and, gt, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { ofRole } from "@/status/incidents/roles/holders";
import type { Summons } from "./call-next";

/** Whether somebody took or accepted a role by other ways since a summons asks for it. */
export async function wasTaken(
  db: Db,
  { incidentId, role, startedAt }: Pick<Summons, "incidentId" | "role" | "startedAt">,
): Promise<boolean> {
  const [taken] = await db
    .select({ id: incidentRoleHolders.id })
    .from(incidentRoleHolders)
    .where(
      and(
        ofRole(incidentId, role),
        gt(incidentRoleHolders.acceptedAt, startedAt),
        isNull(incidentRoleHolders.endedAt),
      ),
    );
  return taken !== undefined;
}
