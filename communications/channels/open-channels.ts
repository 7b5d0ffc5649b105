import type { Env } from "@/lib/env";
import { type Channel, channels } from "@/lib/vocabulary";
import type { Transport } from "./channel";
import { channelList } from "./list";

/** How each channel's messages leave, opened once for a process. Null: the configuration lacks what it needs. */
export type Transports = Partial<Record<Channel, Transport | null>>;

export function openChannels(env: Env): Transports {
  return Object.fromEntries(channels.map((channel) => [channel, channelList[channel].open(env)]));
}
