import type { ServiceState } from "@/lib/vocabulary";
import type { Spell } from "@/status/services/service-timeline";
import { worse } from "./overall-status";

/**
 * How much of a moment counts as down. Statuspage's weights, so that figures can be compared with the page
 * somebody moves from (docs/decisions/0005-how-uptime-is-counted.md). Maintenance counts neither way.
 */
export const downWeights = {
  operational: 0,
  degraded: 0,
  partial_outage: 0.3,
  major_outage: 1,
} as const satisfies Record<Exclude<ServiceState, "under_maintenance">, number>;

/**
 * The share of known time that was up between two moments, 0 to 1, rounded down to 1/10,000 so that 100 % is
 * never claimed after an outage. Null when no time is known.
 */
export function uptime(timeline: Spell[], from: Date, until: Date): number | null {
  let known = Math.max(0, until.getTime() - from.getTime());
  let down = 0;
  for (const { state, startedAt, endedAt } of timeline) {
    const length = overlap(startedAt, endedAt ?? until, from, until);
    if (state === "under_maintenance") known -= length;
    else down += length * downWeights[state];
  }
  return known > 0 ? Math.floor((1 - down / known) * 10_000) / 10_000 : null;
}

/** The worst that a service was between two moments. */
export function worstBetween(timeline: Spell[], from: Date, until: Date): ServiceState {
  return timeline
    .filter(({ startedAt, endedAt }) => overlap(startedAt, endedAt ?? until, from, until) > 0)
    .map(({ state }) => state)
    .reduce(worse, "operational");
}

/** Milliseconds that two stretches share. */
function overlap(start: Date, end: Date, from: Date, until: Date): number {
  return Math.max(0, Math.min(end.getTime(), until.getTime()) - Math.max(start.getTime(), from.getTime()));
}
