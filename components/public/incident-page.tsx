import type { PublicIncident, PublicPage } from "@/status/public/types";
import { Courses } from "./courses";
import { type Fact, Facts } from "./facts";
import { Moment, Since } from "./moment";
import { worstOf } from "./past-days";
import { PromiseLine } from "./promise";
import { CurrentState, StateWord } from "./state-word";
import { Updates } from "./updates";
import { type View, viewOf } from "./view";

/** The link that people paste: the facts, every update, how each service did, and a way to follow. */
export function IncidentPage({ page, incident }: { page: PublicPage; incident: PublicIncident }) {
  const open = incident.status !== "resolved";
  // Under an open incident the page is made anew each minute, and no more when it is over.
  const view = viewOf(page, !open);
  return (
    <>
      <section className="lead doc">
        <p className="word">
          {open ? (
            <CurrentState view={view} state={worstNow(incident)} />
          ) : (
            <StateWord view={view} state={worstOf(incident)}>
              {view.words.past.resolvedWas(worstOf(incident))}
            </StateWord>
          )}{" "}
          {open && <span className="quiet">{view.words.statuses[incident.status]}</span>}
        </p>
        <h1>{incident.title}</h1>
        {open && <PromiseLine view={view} incident={incident} actions={false} />}
        <Facts facts={factsOf(incident, view)} />
      </section>
      <section className="blk two" id="updates">
        <div>
          <h2>{view.words.updates.heading}</h2>
          <p>
            {view.words.updates.count(incident.updates.length)}. {view.words.updates.newestFirst}
          </p>
        </div>
        {incident.updates.length > 0 ? (
          <Updates view={view} updates={incident.updates} />
        ) : (
          <p className="quiet">{view.words.updates.none}</p>
        )}
      </section>
      <Courses view={view} incident={incident} />
      {open && <Follow view={view} incident={incident} />}
    </>
  );
}

function worstNow(incident: PublicIncident) {
  return worstOf({ ...incident, services: incident.services.map((at) => ({ ...at, worst: at.state })) });
}

function factsOf(incident: PublicIncident, view: View): Fact[] {
  const words = view.words.incident;
  const { startedAt, resolvedAt } = incident;
  const first = incident.updates.at(-1)?.postedAt;
  const facts: Fact[] = [
    {
      name: words.began,
      value: <Moment view={view} at={startedAt} />,
      note: <Moment view={view} at={startedAt} as="fullDay" />,
    },
  ];
  if (resolvedAt)
    facts.push(
      { name: words.lasted, value: view.words.duration(resolvedAt.getTime() - startedAt.getTime()) },
      {
        name: words.ended,
        value: <Moment view={view} at={resolvedAt} />,
        note: <Moment view={view} at={resolvedAt} as="fullDay" />,
      },
    );
  else facts.push({ name: words.soFar, value: <Since view={view} at={startedAt} />, note: words.stillOpen });
  if (first && first >= startedAt)
    facts.push({
      name: words.firstWord,
      value: view.words.duration(first.getTime() - startedAt.getTime()),
      note: words.afterBegan,
    });
  return facts;
}

function Follow({ view, incident }: { view: View; incident: PublicIncident }) {
  const words = view.words.incident;
  return (
    <section className="blk two sub" id="follow">
      <div>
        <h2>{words.follow}</h2>
        <p>{words.followHow}</p>
      </div>
      <div>
        <p className="acts">
          <a className="btn" href={`/subscribe?incident=${incident.id}`}>
            {words.followAct}
          </a>
        </p>
        <p className="meta">{words.followAsk}</p>
        <p className="f links">
          <span className="quiet">{view.words.subscribe.withoutEmail}</span>
          <a href="/history.rss">RSS</a>
          <a href="/history.atom">Atom</a>
          <a href="/feed.json">JSON</a>
        </p>
      </div>
    </section>
  );
}
