import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { lockOffer, personOf } from "./answer-offer";
import { end, held, holderOf } from "./holders";

const AcceptRole = z.object({ offerId: Id });

/** Accepts a role that one was offered: it ends with who held it in the same moment. Refuses others (`not_yours`). */
export async function acceptRole(
  ctx: Context,
  input: z.input<typeof AcceptRole>,
): Promise<{ incidentId: string }> {
  authorise(ctx.actor, "look");
  const { offerId } = AcceptRole.parse(input);
  const person = personOf(ctx);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { incidentId, role, userId } = await lockOffer(tx, offerId);
    if (userId !== person) {
      throw new DomainError("not_yours", "Somebody else was asked: only they can accept.");
    }
    const from = await holderOf(tx, incidentId, role);
    await end(inside, incidentId, role, held);
    await tx
      .update(incidentRoleHolders)
      .set({ acceptedAt: ctx.now })
      .where(eq(incidentRoleHolders.id, offerId));
    const details = { role, ...(from && { from: from.name }) };
    await recordEvent(inside, { kind: "role_accepted", incidentId, details });
    return { incidentId };
  });
}
