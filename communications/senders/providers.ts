import { openChannels } from "@/communications/channels/open-channels";
import { env } from "@/lib/env";
import { type Channel, channels } from "@/lib/vocabulary";

/** Who takes a channel's messages in this configuration; `limitPerSecond`: messages, null when there is no limit. */
export type Provider = {
  channel: Channel;
  name: string;
  limitPerSecond: number | null;
  messagesPerCall: number;
};

let known: Provider[] | undefined;

/** The providers of the channels that are set up, looked up once: the configuration of a process does not change. */
export function providers(): Provider[] {
  known ??= listProviders();
  return known;
}

function listProviders(): Provider[] {
  const transports = openChannels(env());
  return channels.flatMap((channel) => {
    const transport = transports[channel];
    if (!transport) return [];
    const { name, perSecond, messagesPerCall } = transport;
    return [
      {
        channel,
        name,
        messagesPerCall,
        limitPerSecond: perSecond === null ? null : perSecond * messagesPerCall,
      },
    ];
  });
}
