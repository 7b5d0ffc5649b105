import type { SubscriberLine } from "@/communications/subscribers/list-subscribers";
import { formatTime, type Zone } from "@/lib/zoned-time";

/** That we stopped writing to a chat or a machine, and why. Its owner has the way back. */
export function SwitchedOff({ off, zone }: { off: NonNullable<SubscriberLine["switchedOff"]>; zone: Zone }) {
  return (
    <div className="s">
      <p className="bad">Switched off: it fails since {formatTime(off.since, "dayZoned", zone)}</p>
      {off.failure && <p className="mute">{off.failure}</p>}
    </div>
  );
}
