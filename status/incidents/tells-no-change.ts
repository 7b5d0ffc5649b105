/** Subscribers hear of at most one update without news per incident in this time; the page shows each. */
export const noChangeQuietMinutes = 60;

/** Whether subscribers are told of an update without news; `lastToldAt`: when they last heard one of this incident. */
export function tellsNoChange(lastToldAt: Date | null, now: Date): boolean {
  return lastToldAt === null || now.getTime() - lastToldAt.getTime() >= noChangeQuietMinutes * 60_000;
}
