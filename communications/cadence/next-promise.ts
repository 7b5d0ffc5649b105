import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { roundUp } from "@/lib/wall-time";

/** A row of the cadence table: from `afterMinutes` of an incident on, speak every `everyMinutes`. */
export type Cadence = {
  severity: Severity;
  status: IncidentStatus;
  afterMinutes: number;
  everyMinutes: number;
};

/** What we promise when the table says nothing: PagerDuty's guide asks for at most 20 minutes of silence. */
const fallbackMinutes = 20;
const minute = 60_000;

/**
 * When the next update should be promised for: null when resolved. Of the rows for this severity and status the
 * one with the longest elapsed time that the incident has reached applies, so the slower cadence of a long
 * incident starts only then. Rounded up to five minutes: a promise is a time that people say.
 */
export function nextPromise(
  cadences: Cadence[],
  facts: { severity: Severity; status: IncidentStatus; openedAt: Date; now: Date },
): Date | null {
  if (facts.status === "resolved") return null;
  const elapsedMinutes = (facts.now.getTime() - facts.openedAt.getTime()) / minute;
  const applies = cadences
    .filter(({ severity, status }) => severity === facts.severity && status === facts.status)
    .filter(({ afterMinutes }) => afterMinutes <= elapsedMinutes)
    .toSorted((a, b) => b.afterMinutes - a.afterMinutes)[0];
  return roundUp(new Date(facts.now.getTime() + (applies?.everyMinutes ?? fallbackMinutes) * minute), 5);
}
