import Link from "next/link";
import { channelWords, deliveryWords } from "@/components/ui/words";
import type { Channel } from "@/lib/vocabulary";
import { DeliveryBar, type DeliveryCounts, present, total } from "./delivery-bar";

export type ChannelLine = { channel: Channel; counts: DeliveryCounts; progress: string; href: string };

/** Each channel of a telling: a bar, what is in which state, how far it is. */
export function DeliveryChannels({ lines }: { lines: ChannelLine[] }) {
  return (
    <ul className="ways mt-3" aria-label="Channels">
      {lines.map(({ channel, counts, progress, href }) => (
        <li key={channel}>
          <Link href={href}>{channelWords[channel]}</Link>
          <DeliveryBar counts={counts} />
          <span className="num text-right">{total(counts).toLocaleString("en-GB")}</span>
          <p className="s mute">
            {present(counts)
              .map(([state, n]) => `${n.toLocaleString("en-GB")} ${deliveryWords[state].toLowerCase()}`)
              .join(", ") || "nobody"}
            . {progress}.
          </p>
        </li>
      ))}
    </ul>
  );
}
