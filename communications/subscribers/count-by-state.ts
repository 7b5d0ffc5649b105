import { and, count, eq, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { type SubscriberState, subscriberStates } from "@/lib/vocabulary";

export type StateCounts = Record<SubscriberState, number>;

/** From so many on counting is dear, and its answer holds for a while. A shorter list is counted anew each time. */
const manySubscribers = 50_000;
const holdsMilliseconds = 60_000;

type Kept = { counts: StateCounts; at: number };
const kept = new WeakMap<Db, Map<string, Kept>>();

/**
 * How many of an audience's subscribers are in which state, without those that `shown` leaves out. Of a million it may
 * be a minute old.
 */
export async function countByState(
  { db, now }: Pick<Context, "db" | "now">,
  audienceId: string,
  shown: SQL | undefined,
): Promise<StateCounts> {
  const known = kept.get(db)?.get(audienceId);
  // Of a clock that was ahead: nobody knows how old that is.
  const age = now.getTime() - (known?.at ?? 0);
  if (known && age >= 0 && age < holdsMilliseconds) return known.counts;
  const states = await db
    .select({ state: subscribers.state, n: count() })
    .from(subscribers)
    .where(and(eq(subscribers.audienceId, audienceId), shown))
    .groupBy(subscribers.state);
  const none = Object.fromEntries(subscriberStates.map((state) => [state, 0])) as StateCounts;
  const counts: StateCounts = { ...none, ...Object.fromEntries(states.map(({ state, n }) => [state, n])) };
  if (Object.values(counts).reduce((sum, n) => sum + n, 0) >= manySubscribers) {
    const all = kept.get(db) ?? new Map<string, Kept>();
    kept.set(db, all.set(audienceId, { counts, at: now.getTime() }));
  }
  return counts;
}
