import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { lockIncident } from "@/status/incidents/lock-incident";
import { offered } from "./holders";

export type Offer = typeof incidentRoleHolders.$inferSelect;

/**
 * An offer that still waits, with its incident locked. Throws `offer_over` when it was answered, withdrawn or went on
 * to somebody else.
 */
export async function lockOffer(tx: Db, offerId: string): Promise<Offer> {
  const [known] = await tx.select().from(incidentRoleHolders).where(eq(incidentRoleHolders.id, offerId));
  if (!known) throw over();
  await lockIncident(tx, known.incidentId);
  const [offer] = await tx
    .select()
    .from(incidentRoleHolders)
    .where(and(eq(incidentRoleHolders.id, offerId), offered));
  if (!offer) throw over();
  return offer;
}

/** Who acts, as a person. Throws `people_only`. */
export function personOf(ctx: Context): string {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  return ctx.actor.id;
}

const over = () =>
  new DomainError(
    "offer_over",
    "This offer is over: it was answered, withdrawn, or went on to somebody else.",
  );
