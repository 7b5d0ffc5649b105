import { deliveryCounts } from "@/app/desk/delivery-counts";
import type { DeskContext } from "@/app/desk-context";
import { progressOf } from "@/communications/deliveries/progress";
import type { ToldUpdate } from "@/communications/deliveries/read-told-updates";
import { providers } from "@/communications/senders/providers";
import { readResting } from "@/communications/senders/rest";
import { progressWords } from "@/components/desk/delivery-progress";
import type { Zone } from "@/lib/zoned-time";

/** Each channel of a telling, with how far it is in words. */
export async function channelLines({ db, now }: DeskContext, told: ToldUpdate) {
  const resting = await readResting(db, now);
  return told.channels.map((one) => {
    const provider = providers().find(({ channel }) => channel === one.channel);
    const progress = progressOf(one, {
      now,
      undoUntil: told.undoUntil,
      resting: resting.find(({ name }) => name === provider?.name) ?? null,
      limitPerSecond: provider?.limitPerSecond ?? null,
    });
    return {
      channel: one.channel,
      counts: deliveryCounts(one),
      progress: (zone: Zone) => progressWords(progress, now, zone),
    };
  });
}
