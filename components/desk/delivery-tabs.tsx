import Link from "next/link";
import { deliveryWords } from "@/components/ui/words";
import type { DeliveryState } from "@/lib/vocabulary";
import { type DeliveryCounts, present, total } from "./delivery-bar";

/** A state to look at; `waiting` is what is planned or under way. */
export type LedgerTab = Exclude<DeliveryState, "planned" | "sending"> | "waiting";

/** One link for each state that occurs, with how many. */
export function DeliveryTabs({
  counts,
  chosen,
  to,
}: {
  counts: DeliveryCounts;
  chosen: LedgerTab | undefined;
  to: (state: LedgerTab | undefined) => string;
}) {
  const tabs = present(counts).map(([state, n]) => ({ state: asTab(state), word: deliveryWords[state], n }));
  const shown = [{ state: undefined, word: "All", n: total(counts) }, ...tabs];
  return (
    <nav className="tabs mt-5" aria-label="States">
      {shown.map(({ state, word, n }) => (
        <Link
          prefetch={false}
          key={word}
          href={to(state)}
          aria-current={state === chosen ? "page" : undefined}
        >
          {word} <small>{n.toLocaleString("en-GB")}</small>
        </Link>
      ))}
    </nav>
  );
}

const asTab = (state: DeliveryState): LedgerTab =>
  state === "planned" || state === "sending" ? "waiting" : state;
