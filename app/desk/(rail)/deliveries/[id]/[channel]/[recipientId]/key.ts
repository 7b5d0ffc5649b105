import type { DeliveryKey } from "@/communications/deliveries/as-sent";
import { isId } from "@/lib/ids";
import { channels } from "@/lib/vocabulary";

export type Params = Promise<{ id: string; channel: string; recipientId: string }>;

/** The message that an address names; null when it can name none. */
export async function keyOf(params: Params): Promise<DeliveryKey | null> {
  const { id, recipientId, ...asked } = await params;
  const channel = channels.find((known) => known === asked.channel);
  return channel && isId(id) && isId(recipientId) ? { updateId: id, channel, recipientId } : null;
}
