import { perZone } from "./per-zone";

/** Whose clock and whose words: an IANA zone and a language tag. */
export type Zone = { timeZone: string; language: string };

const formats = {
  /** 14:20 */
  clock: { hour: "2-digit", minute: "2-digit" },
  /** 14:20 UTC */
  zoned: { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  /** 14:22:07 UTC */
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  /** 14:47: the moment of reading, which the page's script keeps current. */
  now: { hour: "2-digit", minute: "2-digit" },
  /** 23 Nov, 14:20 */
  dayClock: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  /** 23 Nov, 14:20 UTC */
  dayZoned: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  /** 23 November */
  day: { day: "numeric", month: "long" },
  /** 21 Nov */
  shortDay: { day: "numeric", month: "short" },
  /** Monday 23 November 2026 */
  fullDay: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  /** Thursday 26 November at 02:00 */
  moment: { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  /** Thursday 26 November at 02:00 UTC */
  momentZoned: {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  },
  /** November 2026 */
  month: { month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How exactly a time is said. `components/public/page-script.mjs` knows the ones it may rewrite. */
export type TimeFormat = keyof typeof formats;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A time in a zone and language, with 24 hours. */
export function formatTime(at: Date, format: TimeFormat, zone: Zone): string {
  const key = `${format} ${zone.timeZone} ${zone.language}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(localeOf(zone.language), {
      ...formats[format],
      timeZone: zone.timeZone,
      hourCycle: "h23",
    });
    formatters.set(key, formatter);
  }
  return formatter.format(at).replace(/^(\p{L}+), /u, "$1 ");
}

const days = perZone({ year: "numeric", month: "2-digit", day: "2-digit" });

/** The calendar day in a zone, `YYYY-MM-DD`. */
export function dayIn(at: Date, timeZone: string): string {
  return days(timeZone).format(at);
}

/** Whether two times fall on the same day in a zone. */
export function sameDayIn(a: Date, b: Date, timeZone: string): boolean {
  return dayIn(a, timeZone) === dayIn(b, timeZone);
}

/** "in 18 minutes", "2 days ago"; within a minute "now". */
export function relativeTime(at: Date, now: Date, language: string): string {
  const { count, unit } = coarse(Math.abs(at.getTime() - now.getTime()));
  const sign = at.getTime() > now.getTime() ? 1 : -1;
  if (count === 0)
    return new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" }).format(0, "second");
  return new Intl.RelativeTimeFormat(localeOf(language)).format(sign * count, unit);
}

/** A length of time in one unit, downwards: "7 minutes", "2 hours". */
export function roughDuration(milliseconds: number, language: string): string {
  const { count, unit } = coarse(Math.max(0, milliseconds));
  return new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** Minutes up to two hours, hours up to two days, then days. */
export function coarse(milliseconds: number): { count: number; unit: "minute" | "hour" | "day" } {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 120) return { count: minutes, unit: "minute" };
  if (minutes < 48 * 60) return { count: Math.floor(minutes / 60), unit: "hour" };
  return { count: Math.floor(minutes / 1440), unit: "day" };
}

/** Plain "en" would bring 12 hours and the month before the day. */
export const localeOf = (language: string) => (language === "en" ? "en-GB" : language);
