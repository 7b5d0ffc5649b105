import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { type Severity, severities } from "@/lib/vocabulary";
import { runPlay } from "@/status/plays/run-play";
import { lockIncident } from "./lock-incident";

type Change = { incidentId: string; severity: Severity; reason?: string };

/**
 * Sets an open incident's severity without an update: what raising and lowering share. Refuses a resolved incident
 * (`incident_resolved`), and a severity that is not on the wanted side of the present one (`severity_not_…`).
 */
export async function changeSeverity(
  ctx: Context,
  kind: "severity_raised" | "severity_lowered",
  { incidentId, severity, reason }: Change,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    if (incident.status === "resolved") {
      throw new DomainError("incident_resolved", "This incident is resolved. Reopen it to say more.");
    }
    const worse = severities.indexOf(severity) < severities.indexOf(incident.severity);
    if (severity === incident.severity || worse !== (kind === "severity_raised")) {
      throw new DomainError(
        worse ? "severity_not_milder" : "severity_not_worse",
        `It is ${incident.severity} now. Reload, and choose again.`,
      );
    }
    await tx
      .update(incidents)
      .set({ severity, revision: incident.revision + 1, updatedAt: ctx.now })
      .where(eq(incidents.id, incidentId));
    const details = { severity: [incident.severity, severity], ...(reason && { reason }) };
    const inside = { ...ctx, db: tx };
    await recordEvent(inside, { kind, incidentId, details });
    if (worse) await runPlay(inside, { ...incident, severity });
  });
}
