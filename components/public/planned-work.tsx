import { sameDayIn } from "@/lib/zoned-time";
import type { PublicMaintenance } from "@/status/public/types";
import { isUnderWay } from "./headline";
import { Moment } from "./moment";
import { StateWord } from "./state-word";
import { UpdateWords } from "./updates";
import type { View } from "./view";

type Props = { view: View; maintenances: PublicMaintenance[] };

/** What is planned or under way, with a calendar for those who plan around it. */
export function PlannedWork({ view, maintenances }: Props) {
  const words = view.words.maintenance;
  return (
    <section className="blk two" id="maintenance">
      <div>
        <h2>{words.heading}</h2>
        <p>
          <a href="/maintenance.ics">{words.calendarAll}</a> {words.calendarKeeps}
        </p>
      </div>
      {maintenances.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="mw">
          {maintenances.map((maintenance) => (
            <li key={maintenance.id}>
              <PlannedItem view={view} maintenance={maintenance} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PlannedItem({ view, maintenance }: { view: View; maintenance: PublicMaintenance }) {
  const said = isUnderWay(maintenance) ? maintenance.updates.at(0) : maintenance.updates.at(-1);
  return (
    <>
      <h3>
        <a href={`/maintenances/${maintenance.id}`}>{maintenance.title}</a>
      </h3>
      <p className="when">
        <Window view={view} maintenance={maintenance} />
      </p>
      {said && <UpdateWords html={said.html} />}
      <p className="meta">
        <StateWord view={view} state="under_maintenance">
          {isUnderWay(maintenance) && `${view.words.statuses[maintenance.status]}: `}
          {maintenance.services.map(({ name }) => name).join(", ") || view.words.states.under_maintenance}
        </StateWord>{" "}
        · <a href={`/maintenances/${maintenance.id}.ics`}>{view.words.maintenance.calendar}</a>
      </p>
    </>
  );
}

/** "Thursday 26 November at 02:00 to 03:30 UTC". */
export function Window({ view, maintenance }: { view: View; maintenance: PublicMaintenance }) {
  const { scheduledFor, scheduledUntil } = maintenance;
  const oneDay = sameDayIn(scheduledFor, scheduledUntil, view.zone.timeZone);
  return (
    <>
      <Moment view={view} at={scheduledFor} as="moment" /> {view.words.maintenance.to}{" "}
      <Moment view={view} at={scheduledUntil} as={oneDay ? "zoned" : "momentZoned"} />
    </>
  );
}
