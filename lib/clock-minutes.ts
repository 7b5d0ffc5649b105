/** Minutes of the day as a clock shows them: 1350 is "22:30". */
export const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** And back; null for what is no time of the day. */
export function minutesOf(clock: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return parts && Number(parts[1]) * 60 + Number(parts[2]);
}
