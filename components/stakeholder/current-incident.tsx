import { ClockOrDay, Moment, Since } from "@/components/public/moment";
import { SpanLine } from "@/components/public/span-line";
import { StateWord } from "@/components/public/state-word";
import { UpdateWords } from "@/components/public/updates";
import type { View } from "@/components/public/view";
import {
  type IncidentStatus,
  type ServiceState,
  type Severity,
  serviceStates,
  type UpdateStatus,
} from "@/lib/vocabulary";
import { AskLiaison, type Question } from "./ask-liaison";
import { JoiningCall } from "./joining-call";

export type ShownIncident = {
  id: string;
  title: string;
  status: IncidentStatus;
  severity: Severity;
  startedAt: Date;
  resolvedAt: Date | null;
  businessImpact: string | null;
  nextUpdateBy: Date | null;
  lastSaidAt: Date | null;
  isPublic: boolean;
  words: { id: string; status: UpdateStatus; html: string; postedAt: Date }[];
  affected: { id: string; name: string; state: ServiceState }[];
  liaison: string | null;
  questions: Question[];
  /** People who read this instead of joining the call. */
  deflections: number;
  /** Half of the answers came within so many milliseconds; null: none yet. */
  usualWait: number | null;
};

type Props = {
  view: View;
  path: string;
  incident: ShownIncident;
  /** The first one is the page's headline. */
  first: boolean;
  mayAsk: boolean;
  typed: { words: string; wrong: string } | null;
};

/** One incident in an audience's words: what is wrong, when they hear next, what it costs, who answers. */
export function CurrentIncident({ view, path, incident, first, mayAsk, typed }: Props) {
  const words = view.words.stakeholder;
  const [newest, ...earlier] = incident.words;
  const Heading = first ? "h1" : "h2";
  return (
    <article aria-labelledby={`title-${incident.id}`}>
      <section className={first ? "lead" : "blk"}>
        <Standing view={view} incident={incident} />
        <Heading id={`title-${incident.id}`}>{incident.title}</Heading>
        <div className="dek">
          {newest ? <UpdateWords html={newest.html} /> : <p className="quiet">{words.none}</p>}
        </div>
        {incident.nextUpdateBy && (
          <SpanLine
            view={view}
            from={incident.lastSaidAt ?? incident.startedAt}
            by={incident.nextUpdateBy}
            words={words.promise}
            actions={
              mayAsk && (
                <a className="btn" href={`#ask-${incident.id}`}>
                  {words.ask}
                </a>
              )
            }
          />
        )}
        {incident.isPublic && (
          <p className="meta f">
            <a href={`/incidents/${incident.id}`}>{words.public}</a>
          </p>
        )}
      </section>
      {incident.businessImpact && (
        <section className="blk two">
          <div>
            <h2>{words.costs}</h2>
            <p>{words.costsHow}</p>
          </div>
          <p>{incident.businessImpact}</p>
        </section>
      )}
      {incident.status !== "resolved" && <JoiningCall {...{ view, path, incident, mayAsk }} />}
      <AskLiaison {...{ view, path, incident, mayAsk, typed }} />
      {earlier.length > 0 && <Earlier view={view} words={earlier} />}
    </article>
  );
}

function Standing({ view, incident }: { view: View; incident: ShownIncident }) {
  const words = view.words.stakeholder;
  const { status, severity, startedAt, resolvedAt, affected } = incident;
  const worst =
    serviceStates.findLast((state) => affected.some((one) => one.state === state)) ?? "operational";
  const names = affected.filter(({ state }) => state !== "operational").map(({ name }) => name);
  return (
    <p className="meta">
      <StateWord view={view} state={worst}>
        {severity} · {status === "resolved" ? view.words.statuses.resolved : view.words.states[worst]}
      </StateWord>{" "}
      {resolvedAt ? (
        <>
          {words.over} <ClockOrDay view={view} at={resolvedAt} />
        </>
      ) : (
        <>
          {words.since} <Moment view={view} at={startedAt} as="dayClock" />,{" "}
          <Since view={view} at={startedAt} />
        </>
      )}
      {names.length > 0 && ` · ${names.join(", ")}`}
    </p>
  );
}

function Earlier({ view, words }: { view: View; words: ShownIncident["words"] }) {
  return (
    <section className="blk two">
      <div>
        <h2>{view.words.stakeholder.heard}</h2>
      </div>
      <ol className="tl">
        {words.map(({ id, status, html, postedAt }) => (
          <li key={id}>
            <p className="at">
              <ClockOrDay view={view} at={postedAt} />
            </p>
            <div>
              <h3>{view.words.statuses[status]}</h3>
              <UpdateWords html={html} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
