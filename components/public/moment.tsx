import { formatTime, relativeTime, roughDuration, sameDayIn, type TimeFormat } from "@/lib/zoned-time";
import type { View } from "./view";

type Props = { view: View; at: Date };

/** A time, written in the page's zone; the page's script rewrites it in the reader's. */
export function Moment({ view, at, as = "clock" }: Props & { as?: TimeFormat }) {
  return (
    <time data-t={as} dateTime={at.toISOString()}>
      {formatTime(at, as, view.zone)}
    </time>
  );
}

/** A clock time, with its day when it is not today's, or when the page outlives today. */
export function ClockOrDay({ view, at }: Props) {
  const today = !view.lasting && sameDayIn(at, view.now, view.zone.timeZone);
  return <Moment view={view} at={at} as={today ? "clock" : "dayClock"} />;
}

/** "2 minutes ago", "in 18 minutes"; kept current by the page's script. */
export function Relative({ view, at }: Props) {
  return <span data-rel={at.toISOString()}>{relativeTime(at, view.now, view.zone.language)}</span>;
}

/** How long since: "7 minutes"; kept current by the page's script. */
export function Since({ view, at }: Props) {
  const milliseconds = view.now.getTime() - at.getTime();
  return <span data-for={at.toISOString()}>{roughDuration(milliseconds, view.zone.language)}</span>;
}

/** When these facts were last confirmed; the front writes the newest confirmation over it as it serves. */
export function Stamp({ view }: { view: View }) {
  return (
    <time data-as-of="" data-zone={view.zone.timeZone} dateTime={view.now.toISOString()}>
      {formatTime(view.now, "second", view.zone)}
    </time>
  );
}

/** The day of that confirmation: a page that is held for weeks still says today's date. */
export function StampDay({ view }: { view: View }) {
  return (
    <time data-as-of="" data-as="day" data-zone={view.zone.timeZone} dateTime={view.now.toISOString()}>
      {formatTime(view.now, "fullDay", view.zone)}
    </time>
  );
}

/** The age of the last confirmation in words; the front and the page's script fill it in. */
export function Age({ view }: { view: View }) {
  return <span data-age="">{roughDuration(0, view.zone.language)}</span>;
}
