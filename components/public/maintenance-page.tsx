import type { PublicMaintenance, PublicPage } from "@/status/public/types";
import { Facts } from "./facts";
import { isUnderWay } from "./headline";
import { Moment } from "./moment";
import { Window } from "./planned-work";
import { CurrentState, StateWord } from "./state-word";
import { Updates } from "./updates";
import { viewOf } from "./view";
import { WorkSpan } from "./work-span";

type Props = { page: PublicPage; maintenance: PublicMaintenance };

/** Planned work: when, what it touches, what was said, and a calendar entry that keeps itself current. */
export function MaintenancePage({ page, maintenance }: Props) {
  // Made anew only when something is said: weeks may pass.
  const view = viewOf(page, true);
  const words = view.words.maintenance;
  const { scheduledFor, scheduledUntil, services, status } = maintenance;
  const ended = status === "completed" || status === "cancelled";
  return (
    <>
      <section className="lead doc">
        <p className="word">
          {isUnderWay(maintenance) ? (
            <CurrentState view={view} state="under_maintenance" />
          ) : (
            <StateWord view={view} state="under_maintenance" />
          )}{" "}
          <span className="quiet">{view.words.statuses[status]}</span>
        </p>
        <h1>{maintenance.title}</h1>
        <p className="dek">
          {status === "cancelled" ? (
            <del>
              <Window view={view} maintenance={maintenance} />
            </del>
          ) : (
            <Window view={view} maintenance={maintenance} />
          )}
        </p>
        {isUnderWay(maintenance) && <WorkSpan view={view} maintenance={maintenance} actions={false} />}
        <Facts
          facts={[
            {
              name: words.begins,
              value: <Moment view={view} at={scheduledFor} />,
              note: <Moment view={view} at={scheduledFor} as="fullDay" />,
            },
            {
              name: words.length,
              value: view.words.duration(scheduledUntil.getTime() - scheduledFor.getTime()),
            },
            {
              name: words.touched,
              value: services.length,
              note: services.map(({ name }) => name).join(", "),
            },
          ]}
        />
        {!ended && (
          <p className="acts mt-8">
            <a className="btn" href={`/maintenances/${maintenance.id}.ics`}>
              {words.calendar}
            </a>
          </p>
        )}
      </section>
      <section className="blk two" id="updates">
        <div>
          <h2>{view.words.updates.heading}</h2>
          <p>{view.words.updates.newestFirst}</p>
        </div>
        <Updates view={view} updates={maintenance.updates} />
      </section>
    </>
  );
}
