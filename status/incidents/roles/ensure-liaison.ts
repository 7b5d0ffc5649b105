import type { Context } from "@/db/context";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { holderOf } from "./holders";

/**
 * Makes who acts the customer liaison of an incident that has none: who opens it, who opens it again, who speaks for
 * an old one. Part of every verb after which an incident is open. Does nothing for the clock: only a person can be it.
 */
export async function ensureLiaison(ctx: Context, incidentId: string): Promise<void> {
  if (ctx.actor.kind !== "user") return;
  if (await holderOf(ctx.db, incidentId, "customer_liaison")) return;
  await ctx.db.insert(incidentRoleHolders).values({
    incidentId,
    role: "customer_liaison",
    userId: ctx.actor.id,
    offeredAt: ctx.now,
    acceptedAt: ctx.now,
  });
}
