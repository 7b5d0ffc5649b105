import { and, count, eq, like, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers, wishCounts } from "@/db/schema/subscribers";
import { type SubscriberState, subscriberStates } from "@/lib/vocabulary";
import { erased } from "./shown-address";

export type StateCounts = Record<SubscriberState, number>;

/**
 * How many of an audience's subscribers are in which state, without those whose address was erased. A million are not
 * read: the database keeps their sums, and the erased few are taken out.
 */
export async function countByState({ db }: Pick<Context, "db">, audienceId: string): Promise<StateCounts> {
  const all = await db
    .select({ state: wishCounts.state, people: sql<number>`sum(${wishCounts.people})::int` })
    .from(wishCounts)
    .where(eq(wishCounts.audienceId, audienceId))
    .groupBy(wishCounts.state);
  const gone = await db
    .select({ state: subscribers.state, people: count() })
    .from(subscribers)
    .where(and(eq(subscribers.audienceId, audienceId), like(subscribers.address, `${erased}:%`)))
    .groupBy(subscribers.state);
  const peopleOf = (rows: typeof all, asked: SubscriberState) =>
    rows.find(({ state }) => state === asked)?.people ?? 0;
  const counted = subscriberStates.map((state) => [state, peopleOf(all, state) - peopleOf(gone, state)]);
  return Object.fromEntries(counted) as StateCounts;
}
