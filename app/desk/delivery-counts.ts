import type { ToldUpdate } from "@/communications/deliveries/read-deliveries";
import type { DeliveryCounts } from "@/components/desk/delivery-bar";

/** The counts of a telling, as the bar draws them. */
export function deliveryCounts(told: ToldUpdate): DeliveryCounts {
  const { waiting, sent, delayed, delivered, bounced, complained, failed, suppressed, unknown } = told;
  const { held, merged, undone } = told;
  const handed = { sent, delayed, delivered, bounced, complained, failed, suppressed, unknown };
  return { planned: waiting, held, ...handed, merged, undone };
}
