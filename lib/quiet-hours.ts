/** Minutes of the day between which somebody wants quiet; `until` before `from` passes midnight. */
export type QuietHours = { from: number; until: number; timeZone: string };

const minute = 60_000;
const minutesADay = 24 * 60;

/**
 * When the quiet that somebody is in now ends; null when they are not in it. Counted in minutes on the wall, so on
 * the two days a year when clocks change it may end an hour early or late.
 */
export function quietUntil({ from, until, timeZone }: QuietHours, now: Date): Date | null {
  if (from === until) return null;
  const minuteNow = minuteOfDay(now, timeZone);
  const inside =
    from < until ? minuteNow >= from && minuteNow < until : minuteNow >= from || minuteNow < until;
  if (!inside) return null;
  const left = (until - minuteNow + minutesADay) % minutesADay;
  return new Date(Math.floor(now.getTime() / minute) * minute + left * minute);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(at);
  const part = (type: "hour" | "minute") => Number(parts.find((one) => one.type === type)?.value);
  return part("hour") * 60 + part("minute");
}
