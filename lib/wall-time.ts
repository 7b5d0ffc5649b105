import { perZone } from "./per-zone";

/** Times as a clock on the wall of a zone shows them: `YYYY-MM-DDTHH:MM`, what `datetime-local` speaks. */

const minutesOf = perZone({
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** The wall time of a moment in a zone. */
export function wallTime(at: Date, timeZone: string): string {
  const parts = minutesOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/**
 * The moment of a wall time in a zone; null when it is not one. A time that a clock change skips becomes the
 * moment as much later; one that comes twice becomes the first.
 */
export function momentOf(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (time: number) => Date.parse(`${wallTime(new Date(time), timeZone)}Z`) - floorMinute(time);
  const day = 24 * 60 * 60 * 1000;
  const candidates = [offsetAt(asUtc - day), offsetAt(asUtc + day)].map((offset) => asUtc - offset);
  const exact = candidates.filter((time) => time + offsetAt(time) === asUtc);
  return new Date(exact.length ? Math.min(...exact) : Math.max(...candidates));
}

const floorMinute = (time: number) => Math.floor(time / 60_000) * 60_000;

/** The moment rounded up to whole minutes of the given size: promises are said in round times. */
export function roundUp(at: Date, minutes: number): Date {
  const size = minutes * 60_000;
  return new Date(Math.ceil(at.getTime() / size) * size);
}
