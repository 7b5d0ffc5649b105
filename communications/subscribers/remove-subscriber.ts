import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import { suppressPlanned } from "./leave";

/**
 * Forgets a subscriber at the desk: row and choices go, planned letters are suppressed, the ledger keeps whom we
 * wrote to. They can subscribe again. Owners and liaisons.
 */
export async function removeSubscriber(
  ctx: Context,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  if (ctx.actor.kind !== "user" || ctx.actor.role === "viewer") {
    throw new DomainError("not_allowed", "Your role can look, but not remove people. Ask an owner.");
  }
  await ctx.db.transaction((tx) => takeOut({ db: tx, now: ctx.now }, subscriberId));
}

/** The same in an open transaction, for a verb that has its own right to it. */
export async function takeOut(
  { db: tx, now }: Pick<Context, "db" | "now">,
  subscriberId: string,
): Promise<void> {
  await suppressPlanned({ db: tx, now }, [subscriberId]);
  const gone = await tx
    .delete(subscribers)
    .where(eq(subscribers.id, subscriberId))
    .returning({ id: subscribers.id });
  if (gone.length === 0) throw new DomainError("subscriber_unknown", "This subscriber is no longer here.");
}
