import type { ReactNode } from "react";
import { serviceStates } from "@/lib/vocabulary";
import { formatTime } from "@/lib/zoned-time";
import type { PublicStatus } from "@/status/public/types";
import { Deck } from "./deck";
import { worstDays } from "./deck-paths";
import type { Headline } from "./headline";
import { ClockOrDay, Moment, Since } from "./moment";
import { PromiseLine } from "./promise";
import { ShapeMark } from "./shapes";
import { StateWord } from "./state-word";
import type { View } from "./view";
import { WorkSpan } from "./work-span";

type Props = { view: View; status: PublicStatus; headline: Headline };

/** What is happening, in one sentence, with who is touched and when we speak next. */
export function Lead({ view, status, headline }: Props) {
  return (
    <section className="lead when-confirmed">
      <p className="word">
        <Word view={view} status={status} headline={headline} />
      </p>
      <h1>{headline.sentence}</h1>
      <Dek view={view} status={status} headline={headline} />
      {headline.kind === "incident" && <PromiseLine view={view} incident={headline.about} />}
      {headline.kind === "maintenance" && <WorkSpan view={view} maintenance={headline.about} />}
      {headline.kind === "calm" && <DeckFigure view={view} status={status} />}
    </section>
  );
}

function Word({ view, status, headline }: Props) {
  const words = view.words.lead;
  if (headline.kind === "empty")
    return (
      <span className="st unk">
        <ShapeMark shape="unk" />
        {words.emptyWord}
      </span>
    );
  return (
    <>
      <StateWord view={view} state={status.overall} />{" "}
      <span className="quiet">
        {headline.kind === "incident" && (
          <>
            {words.since} <ClockOrDay view={view} at={headline.about.startedAt} />, {words.openFor}{" "}
            <Since view={view} at={headline.about.startedAt} />
          </>
        )}
        {headline.kind === "maintenance" && (
          <>
            <ClockOrDay view={view} at={headline.about.scheduledFor} /> {view.words.maintenance.to}{" "}
            <ClockOrDay view={view} at={headline.about.scheduledUntil} />, {words.asPlanned}
          </>
        )}
        {headline.kind === "calm" && words.allServices(status.services.length)}
      </span>
    </>
  );
}

function Dek({ view, status, headline }: Props) {
  const words = view.words.lead;
  if (headline.kind === "empty") return <p className="dek">{words.emptyDek}</p>;
  if (headline.kind === "calm")
    return (
      <p className="dek">
        <Evidence view={view} status={status} />
      </p>
    );
  const others = headline.kind === "incident" ? headline.others : [];
  return (
    <>
      <p className="dek">{affectedSentences(status, view)}</p>
      {others.length > 0 && (
        <p className="dek also">
          {words.moreOpen(others.length)}:{" "}
          {others.map(({ id, title }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <a href={`#incident-${id}`}>{title}</a>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** Who is touched, worst first, and whether the rest works. */
function affectedSentences(status: PublicStatus, view: View): ReactNode[] {
  const words = view.words.lead;
  const sentences: ReactNode[] = [];
  for (const state of serviceStates.toReversed()) {
    const names = status.services.filter((service) => service.state === state).map(({ name }) => name);
    if (names.length === 0) continue;
    if (state !== "operational") sentences.push(<b key={state}>{words.affected(names, state)} </b>);
    else if (sentences.length > 0) sentences.push(words.othersWork(names.length));
  }
  return sentences;
}

/** Calm as evidence: how long nothing has been wrong, the last incident, the next planned work. */
function Evidence({ view, status }: { view: View; status: PublicStatus }) {
  const words = view.words.lead;
  const last = status.pastIncidents.find(({ resolvedAt }) => resolvedAt);
  const next = status.maintenances.find((maintenance) => maintenance.status === "scheduled");
  return (
    <>
      {last?.resolvedAt ? (
        <>
          {words.calmFor} <Since view={view} at={last.resolvedAt} />. {words.lastIncident}{" "}
          <a href={`/incidents/${last.id}`}>{last.title}</a>, {words.ended}{" "}
          <Moment view={view} at={last.resolvedAt} as="moment" />.
        </>
      ) : (
        words.quiet
      )}
      {next && (
        <>
          {" "}
          {words.nextWork} <Moment view={view} at={next.scheduledFor} as="moment" />.
        </>
      )}
    </>
  );
}

function DeckFigure({ view, status }: { view: View; status: PublicStatus }) {
  const days = worstDays(
    status.services.map((service) => service.days),
    serviceStates,
  );
  const first = days[0];
  if (!first) return null;
  return (
    <figure className="deck">
      <Deck view={view} days={days} name={view.words.lead.allTogether} />
      <figcaption className="ax">
        <span>
          {formatTime(new Date(`${first.date}T12:00:00Z`), "day", { ...view.zone, timeZone: "UTC" })}
        </span>
        <span>{view.words.lead.deck}</span>
        <span>{view.words.lead.today}</span>
      </figcaption>
    </figure>
  );
}
