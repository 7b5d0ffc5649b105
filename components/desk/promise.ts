/** How a promise stands. `at_risk`: five minutes or less are left; its words say when it is the last one. */
export type PromiseStanding = "on_time" | "at_risk" | "overdue";

export type PromiseView = {
  standing: PromiseStanding;
  /** "17:53 left", "at risk, 02:53 left", "due now, 00:41 left", "overdue by 04:07". */
  words: string;
  /** Where now is, and where the promised pier stands, in percent of the drawing. */
  crossed: number;
  pier: number;
};

/** The moments at which the liaison is warned (communications/cadence/promise-stage.ts). */
const atRiskMilliseconds = 5 * 60_000;
const dueNowMilliseconds = 60_000;

/** The promise made at `saidAt` to speak again by `by`, as it stands now. */
export function viewPromise(saidAt: Date, by: Date, now: Date): PromiseView {
  const left = by.getTime() - now.getTime();
  const whole = Math.max(1, by.getTime() - saidAt.getTime());
  const gone = Math.max(0, now.getTime() - saidAt.getTime());
  if (left < 0) {
    const pier = Math.max(20, (100 * whole) / (whole - left));
    return { standing: "overdue", words: `overdue by ${clockLength(-left)}`, crossed: 100, pier };
  }
  const crossed = Math.min(100, (100 * gone) / whole);
  const risk = left <= dueNowMilliseconds ? "due now" : "at risk";
  return left <= atRiskMilliseconds
    ? { standing: "at_risk", words: `${risk}, ${clockLength(left)} left`, crossed, pier: 100 }
    : { standing: "on_time", words: `${clockLength(left)} left`, crossed, pier: 100 };
}

/** "04:07", "1:12:30"; days are said as days. */
export function clockLength(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3600),
    Math.floor((seconds % 3600) / 60),
  ];
  const two = (n: number) => String(n).padStart(2, "0");
  if (days) return `${days} d ${hours} h`;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** Incidents by their most urgent promise, of whatever audience; those without one last. */
export function byUrgency<Item extends { id: string }>(
  items: Item[],
  promises: { incidentId: string; by: Date }[],
): Item[] {
  const due = (id: string) =>
    Math.min(...promises.filter(({ incidentId }) => incidentId === id).map(({ by }) => by.getTime()));
  return items.toSorted((a, b) => (due(a.id) === due(b.id) ? 0 : due(a.id) - due(b.id)));
}
