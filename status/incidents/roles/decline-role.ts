import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { lockOffer, personOf } from "./answer-offer";
import { refuseUnlessYours } from "./may-give";

const DeclineRole = z.object({ offerId: Id });

/**
 * Says no to an offer, or takes one back that waits: the role stays where it is. For who was asked, who asked, and
 * whoever may give the role on (else `not_yours`).
 */
export async function declineRole(ctx: Context, input: z.input<typeof DeclineRole>): Promise<void> {
  authorise(ctx.actor, "look");
  const { offerId } = DeclineRole.parse(input);
  const person = personOf(ctx);
  await ctx.db.transaction(async (tx) => {
    const offer = await lockOffer(tx, offerId);
    const { incidentId, role, userId, offeredBy } = offer;
    if (person !== userId && person !== offeredBy) await refuseUnlessYours(tx, ctx.actor, offer);
    await tx.update(incidentRoleHolders).set({ endedAt: ctx.now }).where(eq(incidentRoleHolders.id, offerId));
    const [asked] = await tx.select().from(users).where(eq(users.id, userId));
    const withdrawn = person !== userId && { withdrawnFrom: asked?.name ?? asked?.email };
    await recordEvent(
      { ...ctx, db: tx },
      { kind: "role_declined", incidentId, details: { role, ...withdrawn } },
    );
  });
}
