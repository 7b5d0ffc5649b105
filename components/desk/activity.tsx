import { formatTime, type Zone } from "@/lib/zoned-time";
import type { Activity as ActivityEntry } from "@/status/updates/read-activity";
import { activityWords } from "./activity-words";

/** Who did what, when: from the events, which nobody can edit. */
export function Activity({ entries, zone }: { entries: ActivityEntry[]; zone: Zone }) {
  return (
    <section className="sec" aria-labelledby="activity">
      <h2 id="activity">Activity</h2>
      <ul className="log mt-2">
        {entries.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at.toISOString()}>{formatTime(entry.at, "dayClock", zone)}</time>
            <span>
              {entry.who ?? "The clock"} {activityWords(entry)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
