import type { SubscriberLine } from "@/communications/subscribers/list-subscribers";
import { clockOf } from "@/lib/clock-minutes";
import { formatTime, type Zone } from "@/lib/zoned-time";

/** Why somebody hears nothing now, or not always, by their own wish. */
export function StateOf({ one, zone }: { one: SubscriberLine; zone: Zone }) {
  return wordsOf(one, zone).map((words) => (
    <span className="mute s block" key={words}>
      {words}
    </span>
  ));
}

function wordsOf({ state, pausedAt, quiet }: SubscriberLine, zone: Zone): string[] {
  if (state === "left") return ["left"];
  return [
    ...(pausedAt ? [`paused since ${formatTime(pausedAt, "dayZoned", zone)}`] : []),
    ...(quiet ? [`quiet from ${clockOf(quiet.from)} to ${clockOf(quiet.until)} (${quiet.timeZone})`] : []),
  ];
}
