/**
 * What the worker remembers: the version readers have, and when it last had their pages made for the hour they show.
 * A clock that only passes by remembers nothing.
 */
export type Published = { version: number; at: Date };

export type PublicationFacts = {
  /** The public version in the database. */
  version: number;
  /** The promises of open incidents. */
  promises: Date[];
};

/** While an incident is open its pages are made anew this often: their words follow the clock. */
const refreshMilliseconds = 60_000;

/** A calm page follows the calendar: every zone's midnight lies on a quarter of an hour. */
const calmMilliseconds = 15 * 60_000;

/**
 * Whether readers need a new publication: because something changed, because a promise lapsed or a minute
 * passed under an open incident, because a new day may have begun, or not at all (null).
 */
export function whatToPublish(
  facts: PublicationFacts,
  last: Published | null,
  now: Date,
): "changed" | "refresh" | null {
  // What was shown before us may have lapsed since; and so may what a clock showed that was ahead.
  if (!last || last.at > now) return "refresh";
  // A lower one is a database that was restored from a backup.
  if (facts.version !== last.version) return "changed";
  const lapsed = facts.promises.some((promise) => promise > last.at && promise <= now);
  const stale = facts.promises.length > 0 && now.getTime() - last.at.getTime() >= refreshMilliseconds;
  const quarter = (at: Date) => Math.floor(at.getTime() / calmMilliseconds);
  return lapsed || stale || quarter(now) > quarter(last.at) ? "refresh" : null;
}
