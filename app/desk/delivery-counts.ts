import type { ToldCounts } from "@/communications/deliveries/read-told-updates";
import type { DeliveryCounts } from "@/components/desk/delivery-bar";

/** The counts of a telling, as the bar draws them: there `planned` is what still waits for its turn. */
export function deliveryCounts({ waiting, planned: _, ...counts }: ToldCounts): DeliveryCounts {
  const { held, sent, delayed, delivered, bounced, complained, failed, suppressed } = counts;
  const { unknown, merged, undone } = counts;
  const settled = { sent, delayed, delivered, bounced, complained, failed, suppressed, unknown };
  return { planned: waiting, held, merged, undone, ...settled };
}
