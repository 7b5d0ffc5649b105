/** A question as the report counts it. */
export type Counted = { askedAt: Date; answeredAt: Date | null; people: number };
export type QuestionReport = {
  questions: number;
  /** People behind them: one who asks twice counts twice. */
  asked: number;
  answered: number;
  /** Half of the answers came within so many milliseconds; null: there was none yet. */
  usualWait: number | null;
  /** The longest that somebody waited, or waits still. */
  longestWait: number | null;
  /** People who were about to join the call, and did not. */
  deflections: number;
};

/** How well an incident's questions were answered, at a moment. Pure. */
export function questionReport(all: Counted[], deflections: number, now: Date): QuestionReport {
  const waited = all
    .flatMap(({ askedAt, answeredAt }) => (answeredAt ? [answeredAt.getTime() - askedAt.getTime()] : []))
    .toSorted((a, b) => a - b);
  const waits = all.map(({ askedAt, answeredAt }) => (answeredAt ?? now).getTime() - askedAt.getTime());
  return {
    ...{ questions: all.length, answered: waited.length, deflections },
    asked: all.reduce((sum, { people }) => sum + people, 0),
    usualWait: waited[Math.ceil(waited.length / 2) - 1] ?? null,
    longestWait: waits.length ? Math.max(...waits) : null,
  };
}
