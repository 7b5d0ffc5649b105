import { and, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { channelsOf } from "./channels-of";

type Pausing = {
  subscriberId: string;
  /** False: the pause ends. */
  paused: boolean;
  /** On all channels of the person, as far as this one's link reaches. */
  everywhere?: boolean;
};

/**
 * Lets somebody hear nothing until they end it. Messages that come meanwhile are not kept for later, and what waits
 * is suppressed as its turn comes: a pause is no queue. Pausing twice is pausing once.
 */
export async function pause(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId, paused, everywhere }: Pausing,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const all = await channelsOf({ db: tx }, subscriberId);
    const ids = all.filter(({ id }) => everywhere || id === subscriberId).map(({ id }) => id);
    await tx
      .update(subscribers)
      .set({ pausedAt: paused ? ctx.now : null, updatedAt: ctx.now })
      .where(
        and(
          inArray(subscribers.id, ids),
          paused ? isNull(subscribers.pausedAt) : isNotNull(subscribers.pausedAt),
        ),
      );
  });
}
