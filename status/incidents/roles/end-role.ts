import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { DomainError } from "@/lib/domain-error";
import { incidentRoles } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { Id } from "@/status/updates/schemas";
import { end, held, holderOf } from "./holders";
import { refuseUnlessYours } from "./may-give";

const EndRole = z.object({ incidentId: Id, role: z.enum(incidentRoles) });

/** Ends a role. Refuses the liaison's while the incident is open (`liaison_needed`): they leave by a hand-over. */
export async function endRole(ctx: Context, input: z.input<typeof EndRole>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, role } = EndRole.parse(input);
  await ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const incident = await lockIncident(tx, incidentId);
    const holder = await holderOf(tx, incidentId, role);
    if (!holder) return;
    await refuseUnlessYours(tx, ctx.actor, { incidentId, role });
    if (role === "customer_liaison" && incident.status !== "resolved") {
      throw new DomainError(
        "liaison_needed",
        "An open incident always has a liaison. Offer the role to somebody: it is theirs when they accept.",
      );
    }
    await end(inside, incidentId, role, held);
    await recordEvent(inside, { kind: "role_ended", incidentId, details: { role, of: holder.name } });
  });
}
