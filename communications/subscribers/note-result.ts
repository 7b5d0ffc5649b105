import { and, gt, inArray, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import type { Channel, DeliveryState } from "@/lib/vocabulary";

/**
 * Counts, for channels whose address is a host of its own, how many messages failed one after the other; one that
 * was taken ends the count. What keeps failing is switched off by the clock (switch-off-failing.ts).
 */
export async function noteResult(
  { db, now }: Pick<Context, "db" | "now">,
  channel: Channel,
  settled: { recipientId: string; state: DeliveryState }[],
): Promise<void> {
  if (channel === "email") return;
  const ids = (...states: DeliveryState[]) =>
    settled.filter(({ state }) => states.includes(state)).map(({ recipientId }) => recipientId);
  const well = ids("sent");
  const failed = ids("failed", "unknown");
  if (well.length) {
    await db
      .update(subscribers)
      .set({ failuresInRow: 0, failingSince: null })
      .where(and(inArray(subscribers.id, well), gt(subscribers.failuresInRow, 0)));
  }
  if (failed.length) {
    await db
      .update(subscribers)
      .set({
        failuresInRow: sql`${subscribers.failuresInRow} + 1`,
        failingSince: sql`coalesce(${subscribers.failingSince}, ${now.toISOString()}::timestamptz)`,
      })
      .where(inArray(subscribers.id, failed));
  }
}
