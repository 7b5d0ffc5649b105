import type { UpdateStatus } from "@/lib/vocabulary";
import type { Words } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";

type Facts = {
  status: UpdateStatus;
  /** The promise; null when there is none to keep. */
  nextUpdateBy: Date | null;
  /** The window of a planned work; null for an incident. */
  window: { from: Date; until: Date } | null;
};

/** What comes next and when: the promise, the window, or that it is over. */
export function whatNext({ nextUpdateBy, window, status }: Facts, words: Words, zone: Zone): string {
  const letters = words.letters;
  if (["resolved", "completed", "cancelled"].includes(status)) return letters.over;
  if (nextUpdateBy) return letters.nextBy(formatTime(nextUpdateBy, "zoned", zone));
  if (!window) return letters.notPromised;
  return letters.window(
    formatTime(window.from, "momentZoned", zone),
    formatTime(window.until, "momentZoned", zone),
  );
}
