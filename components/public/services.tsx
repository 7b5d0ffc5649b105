import { formatTime } from "@/lib/zoned-time";
import type { PublicGroup, PublicServiceWithHistory, PublicStatus } from "@/status/public/types";
import { Deck } from "./deck";
import { isTrouble } from "./headline";
import { Stamp } from "./moment";
import { CurrentState } from "./state-word";
import type { View } from "./view";

/** Every service with its state now, its 90 days and its uptime. */
export function Services({ view, status }: { view: View; status: PublicStatus }) {
  const words = view.words.services;
  const first = status.services[0]?.days[0];
  return (
    <section className="blk" id="services">
      <div className="shead">
        <h2>{words.heading}</h2>
        {first && <Key view={view} />}
      </div>
      {!first && <p className="quiet mt-4">{words.none}</p>}
      {grouped(status).map(({ group, services }) => (
        <div className="grp" key={group?.id ?? "none"}>
          {(group || status.groups.length > 0) && (
            <h3>
              {group?.name ?? words.others} <GroupCount view={view} services={services} />
            </h3>
          )}
          <ul className="sv">
            {services.map((service) => (
              <ServiceRow key={service.id} view={view} service={service} />
            ))}
          </ul>
        </div>
      ))}
      {first && (
        <>
          <p className="ax under" aria-hidden="true">
            <span>
              {formatTime(new Date(`${first.date}T12:00:00Z`), "day", { ...view.zone, timeZone: "UTC" })}
            </span>
            <span>{view.words.lead.today}</span>
          </p>
          <p className="meta">
            {words.uptimeNote} <a href="/history#uptime">{view.words.site.uptime}</a>
          </p>
        </>
      )}
    </section>
  );
}

type Grouped = { group: PublicGroup | null; services: PublicServiceWithHistory[] };

function grouped({ groups, services }: PublicStatus): Grouped[] {
  return [...groups, null]
    .map((group) => ({ group, services: services.filter(({ groupId }) => groupId === (group?.id ?? null)) }))
    .filter(({ services }) => services.length > 0);
}

function GroupCount({ view, services }: { view: View; services: PublicServiceWithHistory[] }) {
  const affected = services.filter(({ state }) => isTrouble(state)).length;
  const { allWorking, someAffected } = view.words.services;
  const resting = services.some(({ state }) => state === "under_maintenance");
  return (
    <small>
      <span className="when-confirmed">
        {affected > 0 && someAffected(affected, services.length)}
        {affected === 0 && !resting && allWorking(services.length)}
      </span>
      <span className="when-stale">
        {view.words.site.lastConfirmed} <Stamp view={view} />
      </span>
    </small>
  );
}

function ServiceRow({ view, service }: { view: View; service: PublicServiceWithHistory }) {
  const words = view.words.services;
  return (
    <li>
      <span className="n" title={service.description ?? undefined}>
        {service.name}
      </span>{" "}
      <CurrentState view={view} state={service.state} /> <Deck view={view} days={service.days} />
      <span className="u">
        {service.uptime === null ? (
          <>
            –<span className="sr-only">{words.noUptime}</span>
          </>
        ) : (
          <>
            {percentage(service.uptime)}
            <span className="sr-only"> {words.uptime}</span>
          </>
        )}
      </span>
    </li>
  );
}

/** Rounded down: a service that was ever down is never said to have been up 100 %. */
export function percentage(share: number): string {
  if (share >= 1) return "100 %";
  return `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)} %`;
}

function Key({ view }: { view: View }) {
  const { oneMark, marks, lifted, gap } = view.words.services;
  return (
    <p className="key">
      <span>{oneMark}</span>
      <KeyMark className="o" path="M0 12h3" said={marks.working} />
      <KeyMark className="t" path="M1.5 14V5" said={marks.degraded} />
      <KeyMark className="s" path="M1.5 14V1" said={marks.partial} />
      <KeyMark className="m" path="M1.5 14V0" said={marks.major} />
      <KeyMark className="o" path="M0 4h3" said={lifted} />
      <span>{gap}</span>
    </p>
  );
}

function KeyMark({ className, path, said }: { className: string; path: string; said: string }) {
  return (
    <span>
      <svg className="b" width="3" height="14" viewBox="0 0 3 14" aria-hidden="true">
        <path className={className} d={path} />
      </svg>
      {said}
    </span>
  );
}
