import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { type IncidentRole, incidentRoles } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { Id } from "@/status/updates/schemas";
import { end, holderOf, offered } from "./holders";
import { refuseUnlessYours } from "./may-give";

const OfferRole = z.object({ incidentId: Id, role: z.enum(incidentRoles), userId: Id });

/**
 * Offers a role to somebody: it becomes theirs when they accept, and stays where it is till then. A newer offer takes
 * the place of one that waits. They get a letter. Refuses people who cannot hold it (`person_unfit`).
 */
export async function offerRole(
  ctx: Context,
  input: z.input<typeof OfferRole>,
): Promise<{ offerId: string }> {
  authorise(ctx.actor, "speak");
  const { incidentId, role, userId } = OfferRole.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    await lockIncident(tx, incidentId);
    const offerer = await refuseUnlessYours(tx, ctx.actor, { incidentId, role });
    const holder = await holderOf(tx, incidentId, role);
    if (holder?.userId === userId)
      throw new DomainError("role_held", `${holder.name} holds this role already.`);
    if (role === "legal" && userId === offerer.id) {
      throw new DomainError(
        "person_unfit",
        "Name somebody else: nobody approves for legal by their own word.",
      );
    }
    const name = await fitFor(inside, userId, role);
    await end(inside, incidentId, role, offered);
    const offer = { incidentId, role, userId, offeredBy: offerer.id, offeredAt: ctx.now };
    const [made] = await tx
      .insert(incidentRoleHolders)
      .values(offer)
      .returning({ id: incidentRoleHolders.id });
    const offerId = made!.id;
    await recordEvent(inside, { kind: "role_offered", incidentId, details: { role, to: name, offerId } });
    return { offerId };
  });
}

/** Liaisons write: a viewer cannot. */
const writers: readonly IncidentRole[] = ["customer_liaison", "internal_liaison"];

async function fitFor({ db }: Pick<Context, "db">, userId: string, role: IncidentRole): Promise<string> {
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  if (!user || user.disabledAt) {
    throw new DomainError("person_unfit", "This account is shut. Choose somebody else.");
  }
  if (user.role === "viewer" && writers.includes(role)) {
    throw new DomainError("person_unfit", "A viewer cannot write. Choose somebody who can.");
  }
  return user.name ?? user.email;
}
