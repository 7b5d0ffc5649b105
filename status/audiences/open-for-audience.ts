import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentAudiences } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { Id } from "@/status/updates/schemas";
import { lockAudience } from "./lock-audience";

const impactMax = 500;
const OpenForAudience = z.object({
  incidentId: Id,
  audienceId: Id,
  businessImpact: typedText().max(impactMax, "Keep it under 500 characters."),
});

/**
 * Opens an incident for a private audience, or says anew what it costs: it then stands on their page, with the
 * incident's promise until they get words of their own. Nobody is told by this. Refuses an incident that is over.
 */
export async function openForAudience(ctx: Context, input: z.input<typeof OpenForAudience>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, audienceId, businessImpact } = OpenForAudience.parse(input);
  await ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const incident = await lockIncident(tx, incidentId);
    if (incident.status === "resolved") {
      throw new DomainError("incident_already_resolved", "This incident is over.");
    }
    const { name } = await lockAudience(tx, audienceId);
    const impact = businessImpact || null;
    await tx
      .insert(incidentAudiences)
      .values({
        ...{ incidentId, audienceId, openedAt: ctx.now, businessImpact: impact },
        nextUpdateBy: incident.nextUpdateBy,
      })
      .onConflictDoUpdate({
        target: [incidentAudiences.incidentId, incidentAudiences.audienceId],
        set: { businessImpact: impact },
      });
    await recordEvent(inside, { kind: "audience_opened", incidentId, details: { audienceId, name } });
  });
}
