import { type ServiceState, serviceStates } from "@/lib/vocabulary";
import { dayIn } from "@/lib/zoned-time";
import type { PublicIncident } from "@/status/public/types";
import { ClockOrDay, Moment } from "./moment";
import { StateWord } from "./state-word";
import type { View } from "./view";

type Props = { view: View; incidents: PublicIncident[] };

/** The incidents of the last 14 days under the day they began; days without one are not listed. */
export function PastDays({ view, incidents }: Props) {
  const words = view.words.past;
  return (
    <section className="blk two" id="past">
      <div>
        <h2>{words.heading}</h2>
        <p>
          {incidents.length > 0 && words.daysNotListed} <a href="/history">{words.earlier}</a>
        </p>
      </div>
      {incidents.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ol className="past">
          {byDay(incidents, view).map(([day, ofDay]) => (
            <li key={day}>
              <p className="at">
                <Moment view={view} at={ofDay[0]!.startedAt} as="shortDay" />
              </p>
              <ul>
                {ofDay.map((incident) => (
                  <li key={incident.id}>
                    <PastIncident view={view} incident={incident} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** One incident of the past in three lines: what, how bad, when and how long. */
export function PastIncident({ view, incident }: { view: View; incident: PublicIncident }) {
  const { startedAt, resolvedAt, services } = incident;
  const worst = worstOf(incident);
  return (
    <>
      <h3>
        <a href={`/incidents/${incident.id}`}>{incident.title}</a>
      </h3>
      <p className="meta">
        <StateWord view={view} state={worst}>
          {incident.status !== "resolved"
            ? view.words.statuses[incident.status]
            : worst === "operational"
              ? view.words.statuses.resolved
              : view.words.past.resolvedWas(worst)}
        </StateWord>
      </p>
      <p className="meta">
        {resolvedAt ? (
          <>
            <Moment view={view} at={startedAt} /> {view.words.past.to}{" "}
            <End view={view} from={startedAt} until={resolvedAt} />
          </>
        ) : (
          <>
            {view.words.lead.since} <Moment view={view} at={startedAt} />, {view.words.past.stillOpen}
          </>
        )}
        {services.length > 0 && ` · ${services.map(({ service }) => service.name).join(", ")}`}
      </p>
    </>
  );
}

function End({ view, from, until }: { view: View; from: Date; until: Date }) {
  const oneDay = dayIn(from, view.zone.timeZone) === dayIn(until, view.zone.timeZone);
  return (
    <>
      {oneDay ? <Moment view={view} at={until} /> : <ClockOrDay view={view} at={until} />} ·{" "}
      {view.words.duration(until.getTime() - from.getTime())}
    </>
  );
}

/** The worst that an incident did to any service; told from its impact when it named none. */
export function worstOf({ services, impact }: PublicIncident): ServiceState {
  const byImpact = { none: 0, minor: 2, major: 3, critical: 4 }[impact];
  const ranks = services.map(({ worst }) => serviceStates.indexOf(worst));
  return serviceStates[ranks.length ? Math.max(...ranks) : byImpact]!;
}

/** Newest day first, by the day of the beginning in the page's zone. */
export function byDay(incidents: PublicIncident[], view: View): [string, PublicIncident[]][] {
  const days = new Map<string, PublicIncident[]>();
  for (const incident of incidents) {
    const day = dayIn(incident.startedAt, view.zone.timeZone);
    days.set(day, [...(days.get(day) ?? []), incident]);
  }
  return [...days].sort(([a], [b]) => b.localeCompare(a));
}
