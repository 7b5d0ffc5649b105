import type { Channel } from "@/lib/vocabulary";
import type { ChannelWay } from "./channel";
import { email } from "./email/email";

/** Every way to reach somebody. A new channel is a file, a word in lib/vocabulary and a line here. */
export const channelList: Partial<Record<Channel, ChannelWay>> = { email };

/** A channel of the list. Throws when it is not in it: then a row names a channel that this version does not know. */
export function channelWay(channel: Channel): ChannelWay {
  const way = channelList[channel];
  if (!way) throw new Error(`There is no channel "${channel}".`);
  return way;
}
