import type { ToldUpdate } from "@/communications/deliveries/read-deliveries";
import type { DeliveryCounts } from "@/components/desk/delivery-bar";

/** The counts of a telling, as the bar draws them. */
export function deliveryCounts({ waiting, sent, failed, suppressed, unknown }: ToldUpdate): DeliveryCounts {
  return { planned: waiting, sent, failed, suppressed, unknown };
}
