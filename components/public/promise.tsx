import { sameDayIn } from "@/lib/zoned-time";
import type { PublicIncident } from "@/status/public/types";
import { ClockOrDay, Moment, Relative, Since } from "./moment";
import { promiseSpan } from "./promise-span";
import { ShapeMark } from "./shapes";
import type { View } from "./view";

type Props = { view: View; incident: PublicIncident; actions?: boolean };

/** When we speak next, and by how much we are late. Both wordings are here: the clock decides which is read. */
export function PromiseLine({ view, incident, actions = true }: Props) {
  const by = incident.nextUpdateBy;
  if (!by) return null;
  const words = view.words.promise;
  const last = incident.updates[0]?.postedAt;
  const from = last ?? incident.startedAt;
  const format = sameDayIn(by, view.now, view.zone.timeZone) ? "zoned" : "dayClock";
  const { overdue, label } = promiseSpan(from, by, view.now);
  return (
    <div
      className="promise"
      data-late={overdue ? "yes" : "no"}
      data-from={from.toISOString()}
      data-by={by.toISOString()}
    >
      <div>
        <h2 className="on-time">
          {words.nextBy} <Moment view={view} at={by} as={format} />{" "}
          <small>
            <Relative view={view} at={by} />
          </small>
        </h2>
        <h2 className="late">
          <ShapeMark shape="late" />
          <span>
            {words.overdue} <Since view={view} at={by} /> {words.overdueBy}{" "}
            <small>
              {words.promisedBy} <Moment view={view} at={by} as={format} />
            </small>
          </span>
        </h2>
      </div>
      {actions && (
        <p className="acts">
          <a className="btn" href={`/subscribe?incident=${incident.id}`}>
            {words.follow}
          </a>
          <a className="btn q" href={`/incidents/${incident.id}`}>
            {words.timeline}
          </a>
        </p>
      )}
      <div className="run">
        <SpanDrawing from={from} by={by} now={view.now} />
        <p className="ticks">
          <span>
            <b>
              <ClockOrDay view={view} at={from} />
            </b>{" "}
            {last ? words.last : words.began}
          </span>
          <span className="on-time">
            <b>
              <ClockOrDay view={view} at={by} />
            </b>{" "}
            {words.promised}
          </span>
          <svg className="spacer" width={`${label}%`} height="1" aria-hidden="true" data-spacer="" />
          <span className="late">
            <b>
              <ClockOrDay view={view} at={by} />
            </b>{" "}
            {words.missed}
          </span>
          <span className="late">
            <b>
              <Moment view={view} at={view.now} as="now" />
            </b>{" "}
            {words.now}
          </span>
        </p>
      </div>
      {last && (
        <p className="late hint">
          {words.trueAt} <ClockOrDay view={view} at={last} />.
        </p>
      )}
    </div>
  );
}

/** Two piers and the part already crossed; late, it runs past the pier and is hatched. The words beside it say it too. */
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
