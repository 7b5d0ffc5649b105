import Link from "next/link";
import { channelWords, deliveryWords } from "@/components/ui/words";
import type { Channel } from "@/lib/vocabulary";
import { DeliveryBar, type DeliveryCounts, present, total } from "./delivery-bar";

export type AudienceLine = {
  id: string;
  name: string;
  counts: DeliveryCounts;
  channels: { channel: Channel; counts: DeliveryCounts }[];
  /** Where the list shows these people alone. */
  href: string;
};

/** Each audience of a telling: a bar, and on each channel what is in which state. */
export function DeliveryAudiences({ lines }: { lines: AudienceLine[] }) {
  return (
    <ul className="ways mt-3" aria-label="Audiences">
      {lines.map(({ id, name, counts, channels, href }) => (
        <li key={id}>
          <Link href={href}>{name}</Link>
          <DeliveryBar counts={counts} />
          <span className="num text-right">{total(counts).toLocaleString("en-GB")}</span>
          {channels
            .filter((one) => total(one.counts) > 0 || channels.length === 1)
            .map((one) => (
              <p key={one.channel} className="s mute">
                {channelWords[one.channel]}: {said(one.counts)}.
              </p>
            ))}
        </li>
      ))}
    </ul>
  );
}

const said = (counts: DeliveryCounts) =>
  present(counts)
    .map(([state, n]) => `${n.toLocaleString("en-GB")} ${deliveryWords[state].toLowerCase()}`)
    .join(", ") || "nobody";
