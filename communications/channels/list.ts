import type { Channel } from "@/lib/vocabulary";
import type { ChannelWay } from "./channel";
import { discord } from "./discord";
import { email } from "./email/email";
import { push } from "./push";
import { slack } from "./slack";
import { sms } from "./sms";
import { teams } from "./teams";
import { webhook } from "./webhook";

/** Every way to reach somebody. A new channel is a file, a word in lib/vocabulary and a line here. */
export const channelList: Record<Channel, ChannelWay> = { email, webhook, slack, teams, discord, sms, push };

/** A channel of the list. Throws when it is not in it: then a row names a channel that this version does not know. */
export function channelWay(channel: Channel): ChannelWay {
  const way: ChannelWay | undefined = channelList[channel];
  if (!way) throw new Error(`There is no channel "${channel}".`);
  return way;
}
