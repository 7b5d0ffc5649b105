import type { Progress } from "@/communications/deliveries/progress";
import { formatTime, sameDayIn, type Zone } from "@/lib/zoned-time";

/** How far a telling is, in a line: the rate that was measured, and when it is through or goes on. */
export function progressWords(progress: Progress, now: Date, zone: Zone): string {
  const at = (time: Date) => momentWords(time, now, zone);
  switch (progress.kind) {
    case "undoable":
      return `Begins at ${at(progress.at)}: until then it can be undone`;
    case "resting":
      return `Waits until ${at(progress.until)}: ${progress.why}`;
    case "held":
      return "All handed over but what is held back";
    case "done":
      return ["All settled", rate(progress.perSecond), took(progress.tookMilliseconds)]
        .filter(Boolean)
        .join(" · ");
    default: {
      const { complete, doneAt, perSecond } = progress;
      const end = complete ? doneAt && `all handed over by about ${at(doneAt)}` : "still finding who hears";
      return [rate(perSecond) || "Beginning", end].filter(Boolean).join(" · ");
    }
  }
}

/** A time of today with seconds, of another day with its date. */
export const momentWords = (time: Date, now: Date, zone: Zone) =>
  formatTime(time, sameDayIn(time, now, zone.timeZone) ? "second" : "dayZoned", zone);

function rate(perSecond: number | null): string {
  if (perSecond === null) return "";
  if (perSecond >= 1) return `${Math.round(perSecond).toLocaleString("en-GB")} messages a second`;
  return `${Math.max(1, Math.round(perSecond * 60))} messages a minute`;
}

function took(milliseconds: number | null): string {
  if (milliseconds === null) return "";
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120 ? `in ${Math.max(1, seconds)} s` : `in ${Math.round(seconds / 60)} min`;
}
