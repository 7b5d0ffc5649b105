import { gt, sql } from "drizzle-orm";
import { providers } from "@/communications/senders/providers";
import { type RestingSender, readResting } from "@/communications/senders/rest";
import type { Db } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { fanOuts } from "@/db/schema/deliveries";
import type { Channel } from "@/lib/vocabulary";

/** What sending needs a person for, or a person should know. */
export type Attention = {
  /** Providers that rest, and the channels that wait for them. */
  resting: (RestingSender & { channels: Channel[] })[];
  /** Updates with messages of which nobody knows whether they arrived. */
  unknown: { updateId: string; n: number }[];
};

/** A shorter rest is how a provider asks for a little patience: nobody need hear of it. */
const worthSayingMilliseconds = 5_000;
const updatesMax = 20;

/** Providers that rest and messages that nobody knows of. Reads only the small tables: every desk page asks. */
export async function readAttention(db: Db, now: Date): Promise<Attention> {
  const [resting, unknown] = await readTogether(db, [
    () => readResting(db, now),
    () =>
      db
        .select({ updateId: fanOuts.updateId, n: sql<number>`sum(${fanOuts.unknown})`.mapWith(Number) })
        .from(fanOuts)
        .where(gt(fanOuts.unknown, 0))
        .groupBy(fanOuts.updateId)
        .orderBy(sql`max(${fanOuts.plannedAt}) desc`)
        .limit(updatesMax),
  ]);
  const lasting = resting.filter(
    ({ since, until }) => until.getTime() - since.getTime() > worthSayingMilliseconds,
  );
  return { resting: lasting.map((one) => ({ ...one, channels: channelsOf(one.name) })), unknown };
}

const channelsOf = (name: string) =>
  providers()
    .filter((provider) => provider.name === name)
    .map(({ channel }) => channel);
