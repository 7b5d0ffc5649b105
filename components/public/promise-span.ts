/** Where the piers of a span stand and how far it is crossed, in percent of the whole line. */
export type PromiseSpan = { crossed: number; pier: number; overdue: boolean };

/**
 * The span from what we last said to when we speak next. On time the far pier ends the line; overdue, the line
 * goes on to now and the pier stays where the promise was.
 */
export function promiseSpan(from: Date, by: Date, now: Date): PromiseSpan {
  const promised = Math.max(1, by.getTime() - from.getTime());
  const passed = Math.max(0, now.getTime() - from.getTime());
  if (passed <= promised) return { crossed: percent(passed / promised), pier: 100, overdue: false };
  return { crossed: 100, pier: percent(promised / passed), overdue: true };
}

const percent = (share: number) => Math.round(share * 1000) / 10;
