import { hundredths } from "@/components/ui/hundredths";
import { deliveryWords } from "@/components/ui/words";
import type { DeliveryState } from "@/lib/vocabulary";

/** How many deliveries are in which state. */
export type DeliveryCounts = Partial<Record<DeliveryState, number>>;

const swatches = {
  delivered: "s-del",
  sent: "s-sent",
  delayed: "s-sent",
  sending: "s-plan",
  planned: "s-plan",
  held: "s-plan",
  bounced: "s-bnc",
  complained: "s-bnc",
  failed: "s-bnc",
  unknown: "s-bnc",
  suppressed: "s-sup",
  merged: "s-sup",
  undone: "s-sup",
} satisfies Record<DeliveryState, string>;

const order = Object.keys(swatches) as DeliveryState[];

/** The states that occur, in the order the bar draws them. */
export function present(counts: DeliveryCounts): [DeliveryState, number][] {
  return order.flatMap((state) => (counts[state] ? [[state, counts[state]] as [DeliveryState, number]] : []));
}

/** Every delivery, whatever its state. */
export const total = (counts: DeliveryCounts) => present(counts).reduce((sum, [, count]) => sum + count, 0);

/** For how many nothing more is to be done. */
export const settled = (counts: DeliveryCounts) =>
  total(counts) - (counts.planned ?? 0) - (counts.sending ?? 0) - (counts.held ?? 0);

/** Whether letters are still on their way out. */
export const inFlight = (counts: DeliveryCounts) => settled(counts) < total(counts);

const say = (counts: DeliveryCounts) =>
  present(counts)
    .map(([state, count]) => `${count.toLocaleString("en-GB")} ${deliveryWords[state].toLowerCase()}`)
    .join(", ") || "Nobody was told";

/** Progress by state: order and pattern tell, not only tone. */
export function DeliveryBar({ counts, tall = false }: { counts: DeliveryCounts; tall?: boolean }) {
  const all = total(counts);
  return (
    <div className={tall ? "seg tall" : "seg"} role="img" aria-label={say(counts)}>
      {present(counts).map(([state, count]) => (
        <i key={state} className={`${swatches[state]} share-${Math.max(1, hundredths(count / all))}`} />
      ))}
    </div>
  );
}

/** What the patterns mean. */
export function DeliveryLegend({ counts }: { counts: DeliveryCounts }) {
  return (
    <p className="legend s mute">
      {present(counts).map(([state]) => (
        <span key={state}>
          <i className={swatches[state]} />
          {deliveryWords[state].toLowerCase()}
        </span>
      ))}
    </p>
  );
}

const bad: DeliveryState[] = ["bounced", "complained", "failed", "unknown"];

/** A delivery's state: swatch and word. */
export function DeliveryWord({ state }: { state: DeliveryState }) {
  return (
    <span className={bad.includes(state) ? "dl bad" : "dl"}>
      <i className={swatches[state]} />
      {deliveryWords[state]}
    </span>
  );
}
