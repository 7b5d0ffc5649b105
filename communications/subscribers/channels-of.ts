import { asc, eq, or } from "drizzle-orm";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { readByMany } from "./ways";

export type Subscriber = typeof subscribers.$inferSelect;

/**
 * The channels that the holder of a subscriber's link may see and change, that one first: all of their person's.
 * A link that came by a channel which many read shows only that channel. Empty when nobody has this id.
 */
export async function channelsOf({ db }: Pick<Context, "db">, subscriberId: string): Promise<Subscriber[]> {
  const [own] = await db.select().from(subscribers).where(eq(subscribers.id, subscriberId));
  if (!own) return [];
  if (readByMany.has(own.channel)) return [own];
  const all = await db
    .select()
    .from(subscribers)
    .where(or(eq(subscribers.personId, own.personId), eq(subscribers.id, own.id)))
    .orderBy(asc(subscribers.createdAt), asc(subscribers.id));
  return [own, ...all.filter(({ id }) => id !== own.id)];
}
