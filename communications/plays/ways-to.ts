import { and, asc, eq, inArray } from "drizzle-orm";
import { addressesOf } from "@/communications/plays/addresses";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { summons } from "@/db/schema/plays";
import { subscribers } from "@/db/schema/subscribers";
import type { users } from "@/db/schema/users";
import { Summoned, type Way } from "@/status/plays/play";
import { playsInUse } from "@/status/plays/read-plays";

/** More browsers than these are no person's. */
const browsersMax = 10;

type Person = Pick<typeof users.$inferSelect, "id" | "email">;
export type Reach = { channel: Way["channel"]; address: string };

/** Where these ways lead to somebody; to their mail where they lead nowhere, so that nobody is asked in silence. */
export async function waysTo(ctx: Pick<Context, "db">, ways: Way[], user: Person): Promise<Reach[]> {
  const known = await addressesOf(
    ctx.db,
    ways.flatMap(({ addressId }) => addressId ?? []),
  );
  const found: Reach[] = [];
  for (const { channel, addressId } of ways) {
    const address = addressId && known.get(addressId);
    if (channel === "email") found.push({ channel, address: user.email });
    else if (channel === "push") found.push(...(await browsersOf(ctx, user.email)));
    else if (address) found.push({ channel, address });
  }
  return found.length > 0 ? found : [{ channel: "email", address: user.email }];
}

/**
 * The ways that were decided beforehand for somebody: those of the play that ran for this incident where it names them,
 * else of the plays in use; their mail where no play names them.
 */
export async function waysDecidedFor(
  ctx: Pick<Context, "db">,
  incidentId: string,
  user: Person,
): Promise<Reach[]> {
  const ran = await ctx.db
    .select({ people: summons.people })
    .from(summons)
    .where(eq(summons.incidentId, incidentId))
    .orderBy(asc(summons.startedAt), asc(summons.id));
  const here = namedIn(
    ran.map(({ people }) => Summoned.array().parse(people)),
    user,
  );
  return waysTo(ctx, here.length > 0 ? here : await inUse(ctx.db, user), user);
}

async function inUse(db: Db, user: Person): Promise<Way[]> {
  const { plays } = await playsInUse(db);
  return namedIn(
    plays.flatMap(({ summon }) => summon.map(({ people }) => people)),
    user,
  );
}

/** Somebody's ways in these lists of people, each once. */
function namedIn(lists: Summoned[][], { id }: Person): Way[] {
  const ways = lists.flat().flatMap((one) => (one.userId === id ? one.ways : []));
  return [...new Map(ways.map((way) => [`${way.channel} ${way.addressId}`, way])).values()];
}

/** Browsers that the person with this address let us notify on the public page. */
async function browsersOf({ db }: Pick<Context, "db">, email: string): Promise<Reach[]> {
  const person = db
    .select({ id: subscribers.personId })
    .from(subscribers)
    .where(and(eq(subscribers.channel, "email"), eq(subscribers.address, email.toLowerCase())));
  const rows = await db
    .select({ address: subscribers.address })
    .from(subscribers)
    .where(
      and(
        ...[eq(subscribers.channel, "push"), eq(subscribers.state, "confirmed")],
        inArray(subscribers.personId, person),
      ),
    )
    .limit(browsersMax);
  return rows.map(({ address }) => ({ channel: "push" as const, address }));
}
