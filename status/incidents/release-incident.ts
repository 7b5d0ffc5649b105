import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id, Title } from "@/status/updates/schemas";
import { lockIncident } from "./lock-incident";
import { isLocked } from "./name-of-incident";
import { holderOf } from "./roles/holders";

const ReleaseIncident = z.object({
  incidentId: Id,
  /** What readers will call it. */
  title: Title,
});

/**
 * Lets a security incident out of its lane, by a second person: neither its liaison nor who wrote any of its updates
 * (else `second_person`). Readers see it from its next update on, whose words legal said yes to; what was said before
 * stays inside.
 */
export async function releaseIncident(ctx: Context, input: z.input<typeof ReleaseIncident>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, title } = ReleaseIncident.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  await ctx.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    if (!isLocked(incident)) throw new DomainError("not_locked", "This incident is not locked.");
    const wrote = await tx.select().from(updates).where(eq(updates.incidentId, incidentId));
    const liaison = await holderOf(tx, incidentId, "customer_liaison");
    if (liaison?.userId === actor.id || wrote.some(({ postedBy }) => postedBy === actor.id)) {
      throw new DomainError("second_person", "A second person releases it: somebody who did not write here.");
    }
    await tx
      .update(incidents)
      .set({
        ...{ title, releasedAt: ctx.now, releasedBy: actor.id },
        ...{ revision: incident.revision + 1, updatedAt: ctx.now },
      })
      .where(eq(incidents.id, incidentId));
    await recordEvent({ ...ctx, db: tx }, { kind: "incident_released", incidentId });
  });
}
