import { and, eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { liftSuppression } from "./suppress";

/** Their channel works again, its owner says: what was switched off hears from us anew. Twice is once. */
export async function switchOn(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [on] = await tx
      .update(subscribers)
      .set({ state: "confirmed", failuresInRow: 0, failingSince: null, updatedAt: ctx.now })
      .where(and(eq(subscribers.id, subscriberId), eq(subscribers.state, "switched_off")))
      .returning();
    // It had said that nobody is there: its owner knows better.
    if (on) await liftSuppression({ db: tx, now: ctx.now }, on, { by: null, reason: "Switched on again" });
  });
}
