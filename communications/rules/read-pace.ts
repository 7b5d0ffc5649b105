import { and, desc, inArray, isNotNull, sql } from "drizzle-orm";
import { providers } from "@/communications/senders/providers";
import type { Db } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { fanOuts } from "@/db/schema/deliveries";
import { senders } from "@/db/schema/senders";
import type { Channel } from "@/lib/vocabulary";
import { type Pace, paceOf } from "./pace-of";

/** How fast a channel's messages would leave, in messages a second, and in how many seconds all of them are out. */
export type ChannelPace = Pace & { channel: Channel; messages: number };

/** A telling of fewer messages, or a shorter one, measures chance. */
const measuredMessagesMin = 100;
const measuredSecondsMin = 2;
/** Tellings looked through for one that measures. */
const tellingsMax = 50;

/** What each of these channels takes, at the rate that its last large tellings kept or its provider allows. */
export async function readPace(db: Db, messages: Partial<Record<Channel, number>>): Promise<ChannelPace[]> {
  const asked = Object.entries(messages) as [Channel, number][];
  if (asked.length === 0) return [];
  const channels = asked.map(([channel]) => channel);
  const [measured, told] = await readTogether(db, [
    () => readMeasured(db, channels),
    () => db.select().from(senders),
  ]);
  return asked.map(([channel, count]) => {
    const provider = providers().find((one) => one.channel === channel);
    const said = told.find(({ name }) => name === provider?.name)?.toldPerSecond ?? null;
    const limits = [
      provider?.limitPerSecond ?? null,
      provider && said !== null ? said * provider.messagesPerCall : null,
    ];
    return {
      channel,
      messages: count,
      ...paceOf(count, { measured: measured.get(channel) ?? null, limits }),
    };
  });
}

/**
 * Messages a second of each channel's fastest among the last tellings that were large enough to say something: one that
 * was held back for the night was not slow.
 */
async function readMeasured(db: Db, channels: Channel[]): Promise<Map<Channel, number>> {
  const rows = await db
    .select()
    .from(fanOuts)
    .where(
      and(inArray(fanOuts.channel, channels), isNotNull(fanOuts.startedAt), isNotNull(fanOuts.finishedAt)),
    )
    .orderBy(desc(sql`${fanOuts.plannedAt}`))
    .limit(tellingsMax);
  const rates = new Map<Channel, number>();
  for (const row of rows) {
    const seconds = (+row.finishedAt! - +row.startedAt!) / 1000;
    const handed = row.planned - row.suppressed - row.merged - row.undone;
    if (handed < measuredMessagesMin || seconds < measuredSecondsMin) continue;
    rates.set(row.channel, Math.max(rates.get(row.channel) ?? 0, handed / seconds));
  }
  return rates;
}
