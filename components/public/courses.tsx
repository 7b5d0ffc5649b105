import { formatTime } from "@/lib/zoned-time";
import type { PublicIncident } from "@/status/public/types";
import { affectedOverTime, type ServiceCourse, type Stretch } from "./affected-over-time";
import { ClockOrDay } from "./moment";
import { shapes, type View } from "./view";

/** Below this share of the line a word would not fit, and the shape stands alone. */
const wordFitsPercent = 26;
/** The same on a phone, where the longest word takes half the line. */
const wordFitsPhonePercent = 55;

/** Every affected service over the life of an incident: one line each, the state above it in shape and word. */
export function Courses({ view, incident }: { view: View; incident: PublicIncident }) {
  const courses = affectedOverTime(incident, view.now).filter(({ stretches }) => stretches.length > 0);
  if (courses.length === 0) return null;
  const end = incident.resolvedAt ?? view.now;
  return (
    <section className="blk two">
      <div>
        <h2>{view.words.incident.overTime}</h2>
        <p>{view.words.incident.overTimeHow}</p>
      </div>
      <div>
        {courses.map((course) => (
          <Course key={course.serviceId} view={view} course={course} from={incident.startedAt} end={end} />
        ))}
        <p className="ticks gt" aria-hidden="true">
          <ClockOrDay view={view} at={incident.startedAt} />
          <span>
            <ClockOrDay view={view} at={end} /> {!incident.resolvedAt && view.words.promise.now}
          </span>
        </p>
      </div>
    </section>
  );
}

type CourseProps = { view: View; course: ServiceCourse; from: Date; end: Date };

function Course({ view, course, from, end }: CourseProps) {
  const whole = Math.max(1, end.getTime() - from.getTime());
  const percent = (at: Date) => Math.round(((at.getTime() - from.getTime()) / whole) * 1000) / 10;
  return (
    <div className="gr">
      <span>{course.name}</span>
      <svg className="gb" role="img" aria-label={courseWords(view, course)}>
        <rect className="edge" y="29" width="100%" height="1" />
        {course.stretches.map((stretch) => (
          <StretchBar
            key={stretch.from.toISOString()}
            view={view}
            stretch={stretch}
            left={percent(stretch.from)}
            width={Math.max(0.5, percent(stretch.until) - percent(stretch.from))}
          />
        ))}
      </svg>
    </div>
  );
}

type BarProps = { view: View; stretch: Stretch; left: number; width: number };

function StretchBar({ view, stretch, left, width }: BarProps) {
  const shape = shapes[stretch.state];
  const height = { ok: 3, mnt: 3, deg: 5, part: 7, maj: 9 }[shape];
  return (
    <g className={shape}>
      <rect x={`${left}%`} y={30 - height} width={`${width}%`} height={height} />
      <use href={`#${shape}`} x={`${left}%`} y="3" width="12" height="12" />
      {width >= wordFitsPercent && (
        <text x={`${left}%`} y="14" dx="18" className={width < wordFitsPhonePercent ? "brief" : undefined}>
          {view.words.states[stretch.state]}
        </text>
      )}
    </g>
  );
}

function courseWords(view: View, { stretches }: ServiceCourse): string {
  return stretches
    .map(({ state, from, until }) =>
      view.words.incident.span(
        view.words.states[state],
        formatTime(from, "dayClock", view.zone),
        formatTime(until, "dayClock", view.zone),
      ),
    )
    .join(", ");
}
