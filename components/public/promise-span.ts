/**
 * How far a span is crossed, where its far pier and that pier's label stand, in percent of the whole line. The label
 * keeps away from the ends, where others stand.
 */
export type PromiseSpan = { crossed: number; pier: number; label: number; overdue: boolean };

/**
 * The span from what we last said to when we speak next. On time the far pier ends the line; overdue, the line
 * goes on to now and the pier stays where the promise was.
 */
export function promiseSpan(from: Date, by: Date, now: Date): PromiseSpan {
  const promised = Math.max(1, by.getTime() - from.getTime());
  const passed = Math.max(0, now.getTime() - from.getTime());
  if (passed <= promised)
    return { crossed: percent(passed / promised), pier: 100, label: 100, overdue: false };
  const pier = percent(promised / passed);
  return { crossed: 100, pier, label: Math.min(80, Math.max(30, pier)), overdue: true };
}

const percent = (share: number) => Math.round(share * 1000) / 10;
