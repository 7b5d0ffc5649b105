import type { ReactNode } from "react";
import { sameDayIn } from "@/lib/zoned-time";
import { ClockOrDay, Moment, Relative, Since } from "./moment";
import { promiseSpan } from "./promise-span";
import { ShapeMark } from "./shapes";
import type { View } from "./view";

/** How a span is said: on time as "ahead 14:40", late as "late 7 minutes lateBy, agreed 14:40". */
export type SpanWords = Record<"ahead" | "late" | "lateBy" | "agreed" | "from" | "by" | "missed", string>;

type Props = {
  view: View;
  from: Date;
  by: Date;
  words: SpanWords;
  actions?: ReactNode;
  /** Said only when late. */
  hint?: ReactNode;
};

/** A span in words and as a drawing. Both wordings are here: the clock decides which is read. */
export function SpanLine({ view, from, by, words, actions, hint }: Props) {
  const { overdue, label } = promiseSpan(from, by, view.now);
  const format = sameDayIn(by, view.now, view.zone.timeZone) ? "zoned" : "dayClock";
  return (
    <div
      className="promise"
      data-late={overdue ? "yes" : "no"}
      data-from={from.toISOString()}
      data-by={by.toISOString()}
    >
      <div>
        <h2 className="on-time">
          {words.ahead} <Moment view={view} at={by} as={format} />{" "}
          <small>
            <Relative view={view} at={by} />
          </small>
        </h2>
        <h2 className="late">
          <ShapeMark shape="late" />
          <span>
            {words.late} <Since view={view} at={by} /> {words.lateBy}{" "}
            <small>
              {words.agreed} <Moment view={view} at={by} as={format} />
            </small>
          </span>
        </h2>
      </div>
      {actions && <p className="acts">{actions}</p>}
      <div className="run">
        <SpanDrawing from={from} by={by} now={view.now} />
        <p className="ticks">
          <Tick said={words.from}>
            <ClockOrDay view={view} at={from} />
          </Tick>
          <Tick when="on-time" said={words.by}>
            <ClockOrDay view={view} at={by} />
          </Tick>
          <svg className="spacer" width={`${label}%`} height="1" aria-hidden="true" data-spacer="" />
          <Tick when="late" said={words.missed}>
            <ClockOrDay view={view} at={by} />
          </Tick>
          <Tick when="late" said={view.words.promise.now}>
            <Moment view={view} at={view.now} as="now" />
          </Tick>
        </p>
      </div>
      {hint && <p className="late hint">{hint}</p>}
    </div>
  );
}

function Tick({ when, said, children }: { when?: string; said: string; children: ReactNode }) {
  return (
    <span className={when}>
      <b>{children}</b> {said}
    </span>
  );
}

/** Two piers and the part already crossed; late, it runs past the pier and is hatched. */
function SpanDrawing({ from, by, now }: { from: Date; by: Date; now: Date }) {
  const { crossed, pier, overdue } = promiseSpan(from, by, now);
  return (
    <svg className="span" aria-hidden="true">
      <rect className="edge" y="13" width="100%" height="1" />
      <rect y="10" width={`${Math.min(crossed, pier)}%`} height="4" data-crossed="" />
      <rect
        className="over"
        x={`${pier}%`}
        y="10"
        width={`${overdue ? 100 - pier : 0}%`}
        height="4"
        data-over=""
      />
      <rect width="2" height="14" />
      <rect x={`${pier}%`} width="2" height="14" transform="translate(-2)" data-pier="" />
    </svg>
  );
}
