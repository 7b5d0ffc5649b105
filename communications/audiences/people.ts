import { and, asc, eq, notLike, sql } from "drizzle-orm";
import { erased, shownAddress } from "@/communications/subscribers/shown-address";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import type { Channel, SubscriberState } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";

/** One way to somebody of an audience. */
export type Stakeholder = {
  id: string;
  channel: Channel;
  /** As it may be shown. */
  address: string;
  name: string | null;
  groupName: string | null;
  state: SubscriberState;
  pausedAt: Date | null;
};

/** More are found by their group in a file: a list that nobody reads to its end helps nobody. */
const peopleMax = 500;

/** Who belongs to an audience, by group and name; at most 500, and how many there are. */
export async function listStakeholders(
  ctx: Context,
  audienceId: string,
): Promise<{ people: Stakeholder[]; total: number }> {
  authorise(ctx.actor, "look");
  const ofAudience = and(eq(subscribers.audienceId, audienceId), notLike(subscribers.address, `${erased}:%`));
  const rows = await ctx.db
    .select({
      ...{ id: subscribers.id, channel: subscribers.channel, address: subscribers.address },
      ...{ name: subscribers.name, groupName: subscribers.groupName },
      ...{ state: subscribers.state, pausedAt: subscribers.pausedAt },
    })
    .from(subscribers)
    .where(ofAudience)
    .orderBy(sql`${subscribers.groupName} nulls last`, asc(subscribers.name), asc(subscribers.address))
    .limit(peopleMax);
  const total = rows.length < peopleMax ? rows.length : await ctx.db.$count(subscribers, ofAudience);
  return { people: rows.map((row) => ({ ...row, address: shownAddress(row) })), total };
}
