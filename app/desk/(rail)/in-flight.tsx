import Link from "next/link";
import { deliveryCounts } from "@/app/desk/delivery-counts";
import { sumOf, type ToldUpdate } from "@/communications/deliveries/read-told-updates";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { DeliveryBar, DeliveryLegend, inFlight, settled, total } from "@/components/desk/delivery-bar";
import { channelWords } from "@/components/ui/words";

/** One line for each update, its channels together. The tellings that are going out, and the last ones that have. */
export function InFlight({ told }: { told: ToldUpdate[] }) {
  const tellings = told.map((one) => ({ ...one, counts: deliveryCounts(one) }));
  return (
    <section className="sec" aria-labelledby="deliveries">
      <AutoRefresh on={tellings.some((one) => inFlight(one.counts))} everyMilliseconds={2_000} />
      <h2 id="deliveries">
        Deliveries
        <Link className="bare" href="/desk/deliveries">
          Open the ledger
        </Link>
      </h2>
      {tellings.length === 0 && <p className="mute mt-2">Nobody was told yet.</p>}
      <ul className="fl">
        {tellings.map((one) => (
          <li key={one.updateId}>
            <span>
              <Link href={`/desk/deliveries/${one.updateId}`}>
                {one.title}, update {one.number}
              </Link>
              {one.channels.length > 1 && (
                <span className="mute s block">
                  {one.channels
                    .map(
                      ({ channel, planned }) => `${channelWords[channel]} ${planned.toLocaleString("en-GB")}`,
                    )
                    .join(" · ")}
                </span>
              )}
            </span>
            <DeliveryBar counts={one.counts} />
            <span className="text-right">
              {settled(one.counts).toLocaleString("en-GB")} / {total(one.counts).toLocaleString("en-GB")}
            </span>
          </li>
        ))}
      </ul>
      {told.length > 0 && (
        <div className="mt-2">
          <DeliveryLegend counts={deliveryCounts(sumOf(told))} />
        </div>
      )}
    </section>
  );
}
