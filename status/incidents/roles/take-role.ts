import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { incidentRoles } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { Id } from "@/status/updates/schemas";
import { end, held, holderOf, offered } from "./holders";

const TakeRole = z.object({ incidentId: Id, role: z.enum(incidentRoles) });

/**
 * Takes a role that nobody holds, or whose holder's account is shut. Refuses one that is held (`role_held`: its holder
 * offers it), and `legal` (`role_named`: somebody else names who approves).
 */
export async function takeRole(ctx: Context, input: z.input<typeof TakeRole>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, role } = TakeRole.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  if (role === "legal") {
    throw new DomainError("role_named", "Nobody takes this role: the commander or an owner names somebody.");
  }
  await ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    await lockIncident(tx, incidentId);
    const holder = await holderOf(tx, incidentId, role);
    if (holder?.userId === actor.id) return;
    if (holder && !holder.gone) {
      throw new DomainError("role_held", `${holder.name} holds this role. Ask them to offer it to you.`);
    }
    await end(inside, incidentId, role, held);
    await end(inside, incidentId, role, offered);
    await tx
      .insert(incidentRoleHolders)
      .values({ incidentId, role, userId: actor.id, offeredAt: ctx.now, acceptedAt: ctx.now });
    await recordEvent(inside, { kind: "role_taken", incidentId, details: { role } });
  });
}
