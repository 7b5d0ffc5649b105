import { and, eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";

/** Their channel works again, its owner says: what was switched off hears from us anew. Twice is once. */
export async function switchOn(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  await ctx.db
    .update(subscribers)
    .set({ state: "confirmed", failuresInRow: 0, failingSince: null, updatedAt: ctx.now })
    .where(and(eq(subscribers.id, subscriberId), eq(subscribers.state, "switched_off")));
}
