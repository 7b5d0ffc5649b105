import Link from "next/link";
import type { HeldGroup, MergedGroup } from "@/communications/deliveries/read-held";
import { channelWords, holdWords } from "@/components/ui/words";
import type { Zone } from "@/lib/zoned-time";
import { momentWords } from "./delivery-progress";

/** What of a telling waits on purpose and until when, and what went with another update. */
export function DeliveryNotes({
  held,
  merged,
  now,
  zone,
}: {
  held: HeldGroup[];
  merged: MergedGroup[];
  now: Date;
  zone: Zone;
}) {
  if (held.length + merged.length === 0) return null;
  return (
    <ul className="mt-3 max-w-3xl">
      {held.map(({ channel, why, n, first, last }) => (
        <li key={`${channel} ${why}`}>
          <b>{n.toLocaleString("en-GB")} held back</b> <span className="mute">({channelWords[channel]})</span>
          : {holdWords[why]}. They go{" "}
          {first.getTime() === last.getTime()
            ? `at ${momentWords(first, now, zone)}`
            : `between ${momentWords(first, now, zone)} and ${momentWords(last, now, zone)}`}
          , together with what is said until then.
        </li>
      ))}
      {merged.map(({ channel, n, into }) => (
        <li key={`${channel} ${into.updateId}`}>
          <b>{n.toLocaleString("en-GB")} went with a newer one</b>{" "}
          <span className="mute">({channelWords[channel]})</span>: their words are in{" "}
          <Link href={`/desk/deliveries/${into.updateId}`}>
            {into.title}, update {into.number}
          </Link>
          .
        </li>
      ))}
    </ul>
  );
}
