import type { ChannelWay } from "@/communications/channels/channel";
import { channelWay } from "@/communications/channels/list";
import { env } from "@/lib/env";
import type { Channel } from "@/lib/vocabulary";

/** The ways that visitors may choose, in the order they are offered. Text messages cost money: only the desk adds those. */
const offered = ["email", "push", "slack", "teams", "discord", "webhook"] as const satisfies Channel[];

/**
 * Channels whose messages several people or machines read. Somebody has to be told when one keeps failing; and a
 * link that came by one shows nothing of its owner's other channels.
 */
export const readByMany: ReadonlySet<Channel> = new Set(["slack", "teams", "discord", "webhook"]);

/** The ways that can be chosen on this installation. */
export function waysToSubscribe(): Channel[] {
  return offered.filter(isOpen);
}

/** Whether messages can leave by a channel: the configuration has what it needs. */
export function isOpen(channel: Channel): boolean {
  const way = channelWay(channel);
  const known = opened.get(way) ?? way.open(env()) !== null;
  opened.set(way, known);
  return known;
}

/** The configuration does not change while a process runs, and opening makes connections. */
const opened = new WeakMap<ChannelWay, boolean>();
