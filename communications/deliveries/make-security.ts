import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { typedLine, typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { newCodename } from "@/status/incidents/codename";
import { lockIncident } from "@/status/incidents/lock-incident";
import { isLocked } from "@/status/incidents/name-of-incident";
import { settleServicesOf } from "@/status/incidents/settle-incident";
import { Id } from "@/status/updates/schemas";
import { stopTelling } from "./stop-telling";

const MakeSecurity = z.object({
  incidentId: Id,
  reason: typedText().min(5, "Say why, in a sentence.").max(500),
  /** What it is called outside its own page; left out, it gets one. */
  codename: typedLine().max(60).nullish(),
});

/**
 * Makes an incident one of security, also a public one: from this moment no public surface and no audience outside the
 * house has it any more, nothing that waits is told, and it goes by a codename. What left already is with its readers.
 * It comes out again by `releaseIncident`, and then without what was said before. Refuses one that is locked already.
 */
export async function makeSecurity(
  ctx: Context,
  input: z.input<typeof MakeSecurity>,
): Promise<{ incidentId: string; version: number }> {
  authorise(ctx.actor, "speak");
  const { incidentId, reason, codename } = MakeSecurity.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const incident = await lockIncident(tx, incidentId);
    if (isLocked(incident)) {
      throw new DomainError("locked_already", "This is a security incident already, and locked.");
    }
    await stopTelling(inside, incidentId);
    await tx
      .update(incidents)
      .set({
        ...{ type: "security", codename: codename || newCodename(), releasedAt: null, releasedBy: null },
        ...{ revision: incident.revision + 1, updatedAt: ctx.now },
      })
      .where(eq(incidents.id, incidentId));
    await settleServicesOf(inside, incidentId);
    const hides = !incident.privateOnly && !incident.drill;
    const { version } = await recordEvent(inside, {
      ...{ kind: "incident_locked", incidentId, hides },
      details: { reason, type: [incident.type, "security"] },
    });
    return { incidentId, version };
  });
}
