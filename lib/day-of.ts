import { momentOf } from "./wall-time";

/** When a day ("2026-11-23") begins and ends on a zone's clock. An hour that the clock leaves out moves on. */
export function dayOf(day: string, timeZone: string): { begins: Date; ends: Date } {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const midnight = (of: string) => momentOf(`${of}T00:00`, timeZone)!;
  return {
    begins: midnight(day),
    ends: new Date(midnight(next.toISOString().slice(0, 10)).getTime() - 1),
  };
}
