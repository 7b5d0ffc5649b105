import { and, eq, inArray } from "drizzle-orm";
import { channelWay } from "@/communications/channels/list";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { playAddresses } from "@/db/schema/plays";
import { DomainError } from "@/lib/domain-error";
import type { Channel } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import type { Play, TypedSummons, TypedWay, Way } from "@/status/plays/play";

/** Channels whose address a play need not name: the account has one, or the browsers that somebody let us notify. */
const ownAddress: readonly Channel[] = ["email", "push"];

/** What was typed, with addresses as their channels write them. Throws `way_unfit` beside the role. */
export function withNormalWays({ role, people }: TypedSummons[number]): TypedSummons[number] {
  const refuse = (words: string) => new DomainError("way_unfit", words, { [`people.${role}`]: words });
  const normal = ({ channel, address }: TypedWay): TypedWay => {
    if (ownAddress.includes(channel)) return { channel, address: null };
    if (!address) throw refuse(`Write the address beside the channel, like: ${channel} …`);
    const read = channelWay(channel).address.safeParse(address);
    if (!read.success) throw refuse(read.error.issues[0]?.message ?? "This is no address of that channel.");
    return { channel, address: read.data };
  };
  return { role, people: people.map(({ userId, ways }) => ({ userId, ways: ways.map(normal) })) };
}

/** Keeps the addresses apart from the plays, each once; what is left names them by id. */
export async function keepAddresses(tx: Db, typed: TypedSummons): Promise<Play["summon"]> {
  const kept: Play["summon"] = [];
  for (const { role, people } of typed) {
    const named: Play["summon"][number]["people"] = [];
    for (const { userId, ways } of people) {
      const by: Way[] = [];
      for (const { channel, address } of ways) {
        by.push({ channel, addressId: address && (await idOf(tx, channel, address)) });
      }
      named.push({ userId, ways: by });
    }
    kept.push({ role, people: named });
  }
  return kept;
}

async function idOf(tx: Db, channel: Channel, address: string): Promise<string> {
  await tx.insert(playAddresses).values({ channel, address }).onConflictDoNothing();
  const [row] = await tx
    .select({ id: playAddresses.id })
    .from(playAddresses)
    .where(and(eq(playAddresses.channel, channel), eq(playAddresses.address, address)));
  return row!.id;
}

/** Addresses by id. */
export async function addressesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select().from(playAddresses).where(inArray(playAddresses.id, ids));
  return new Map(rows.map(({ id, address }) => [id, address]));
}

/** A play's summons as they were typed, for who may change them. For owners: addresses are secrets. */
export async function readTypedSummons(ctx: Context, summon: Play["summon"]): Promise<TypedSummons> {
  authorise(ctx.actor, "decide plays");
  const ids = summon.flatMap(({ people }) =>
    people.flatMap(({ ways }) => ways.flatMap(({ addressId }) => addressId ?? [])),
  );
  const known = await addressesOf(ctx.db, ids);
  const typed = ({ channel, addressId }: Way): TypedWay => ({
    channel,
    address: addressId && (known.get(addressId) ?? null),
  });
  return summon.map(({ role, people }) => ({
    role,
    people: people.map(({ userId, ways }) => ({ userId, ways: ways.map(typed) })),
  }));
}
