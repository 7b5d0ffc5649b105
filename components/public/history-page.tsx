import type { ReactNode } from "react";
import { dayIn, formatTime } from "@/lib/zoned-time";
import type { PublicMonth, PublicPage } from "@/status/public/types";
import { Moment } from "./moment";
import { PastIncident } from "./past-days";
import { StateWord } from "./state-word";
import { type View, viewOf } from "./view";

type Props = { page: PublicPage; month: PublicMonth | null; months: string[] };

/** A month of history with every incident and finished work in it, the other months, and how uptime is counted. */
export function HistoryPage({ page, month, months }: Props) {
  const view = viewOf(page);
  const words = view.words.history;
  return (
    <>
      <section className="lead doc">
        <h1>{month ? words.month(monthName(month.month, view)) : words.heading}</h1>
        {!month && <p className="dek">{words.nothingYet}</p>}
      </section>
      {month && <Month view={view} month={month} />}
      <Months view={view} months={months} current={month?.month} />
      <UptimeRule view={view} />
    </>
  );
}

function Month({ view, month }: { view: View; month: PublicMonth }) {
  const words = view.words.history;
  const entries = entriesByDay(month, view);
  return (
    <section className="blk two" id="month">
      <div>
        <h2>{monthName(month.month, view)}</h2>
        <p>{words.counts(month.incidents.length, month.maintenances.length)}</p>
        <p className="links">
          {month.earlier && <a href={`/history/${month.earlier}`}>{words.earlier}</a>}
          {month.later && <a href={`/history/${month.later}`}>{words.later}</a>}
        </p>
      </div>
      {entries.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ol className="past">
          {entries.map(([day, ofDay]) => (
            <li key={day}>
              <p className="at">
                <Moment view={view} at={ofDay[0]!.at} as="shortDay" />
              </p>
              <ul>
                {ofDay.map(({ key, element }) => (
                  <li key={key}>{element}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

type Entry = { at: Date; key: string; element: ReactNode };

function entriesByDay({ incidents, maintenances }: PublicMonth, view: View): [string, Entry[]][] {
  const entries: Entry[] = [
    ...incidents.map((incident) => ({
      at: incident.startedAt,
      key: incident.id,
      element: <PastIncident view={view} incident={incident} />,
    })),
    ...maintenances.map((maintenance) => ({
      at: maintenance.scheduledFor,
      key: maintenance.id,
      element: (
        <>
          <h3>
            <a href={`/maintenances/${maintenance.id}`}>{maintenance.title}</a>
          </h3>
          <p className="meta">
            <StateWord view={view} state="under_maintenance">
              {view.words.states.under_maintenance}, {view.words.statuses[maintenance.status].toLowerCase()}
            </StateWord>
          </p>
          <p className="meta">
            <Moment view={view} at={maintenance.scheduledFor} /> {view.words.maintenance.to}{" "}
            <Moment view={view} at={maintenance.scheduledUntil} />
            {maintenance.services.length > 0 &&
              ` · ${maintenance.services.map(({ name }) => name).join(", ")}`}
          </p>
        </>
      ),
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = dayIn(entry.at, view.zone.timeZone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function Months({ view, months, current }: { view: View; months: string[]; current?: string }) {
  const words = view.words.history;
  return (
    <section className="blk two" id="months">
      <div>
        <h2>{words.months}</h2>
        <p>{words.everyMonth}</p>
      </div>
      {months.length === 0 ? (
        <p className="quiet">{words.monthsNone}</p>
      ) : (
        <ul className="cols open">
          {months.map((month) => (
            <li key={month}>
              <a href={`/history/${month}`} aria-current={month === current ? "page" : undefined}>
                {monthName(month, view)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function UptimeRule({ view }: { view: View }) {
  return (
    <section className="blk two" id="uptime">
      <div>
        <h2>{view.words.history.uptimeHeading}</h2>
      </div>
      <div className="said">
        {view.words.uptimeRule.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}

/** "November 2026" from "2026-11". */
export function monthName(month: string, view: View): string {
  return formatTime(new Date(`${month}-15T12:00:00Z`), "month", { ...view.zone, timeZone: "UTC" });
}
