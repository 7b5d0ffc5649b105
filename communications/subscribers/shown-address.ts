import { channelWay } from "@/communications/channels/list";
import type { Channel } from "@/lib/vocabulary";

/**
 * What stands in place of an address that was erased. In the ledger there is no more to know; a subscriber's row
 * keeps it, with its id, until its last message is through.
 */
export const erased = "erased";
export const erasedAddress = (subscriberId: string) => `${erased}:${subscriberId}`;
export const isErased = (address: string) => address.startsWith(erased);

/** An address as it may be shown. */
export function shownAddress({ channel, address }: { channel: Channel; address: string }): string {
  return isErased(address) ? erased : channelWay(channel).shown(address);
}
