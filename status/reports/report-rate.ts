/** So many customers' reports within so many minutes are no chance any more: somebody should speak. */
export const reportsThatPropose = 6;
export const reportMinutes = 15;

export type ReportRate = {
  /** Reports of the last 15 minutes. */
  recent: number;
  /** Whether they are enough to propose that something is published. */
  proposes: boolean;
};

/** How fast customers' reports come in, at a moment. Pure. */
export function reportRate(times: Date[], now: Date): ReportRate {
  const since = now.getTime() - reportMinutes * 60_000;
  const recent = times.filter((at) => at.getTime() > since && at <= now).length;
  return { recent, proposes: recent >= reportsThatPropose };
}
