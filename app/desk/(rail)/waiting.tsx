import Link from "next/link";
import { statusWords } from "@/components/ui/words";
import type { MaintenanceStatus } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";

type Props = {
  templates: { id: string; name: string; title: string }[];
  maintenances: {
    id: string;
    title: string;
    status: MaintenanceStatus;
    scheduledFor: Date;
    scheduledUntil: Date;
  }[];
  zone: Zone;
};

/** The right column: how an incident is opened, and the planned work that comes. */
export function Waiting({ templates, maintenances, zone }: Props) {
  return (
    <div>
      {templates.length > 0 && (
        <section className="sec" aria-labelledby="templates">
          <h2 id="templates">
            Open incident <small>from ready words</small>
          </h2>
          <ul className="wait">
            {templates.map((template) => (
              <li key={template.id}>
                <Link className="t" href={`/desk/incidents/new?template=${template.id}`}>
                  {template.name}
                </Link>
                <p className="s">{template.title}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="sec" aria-labelledby="planned">
        <h2 id="planned">
          Planned work
          <Link className="bare" href="/desk/maintenances">
            All
          </Link>
        </h2>
        {maintenances.length === 0 && <p className="mute mt-2">Nothing is planned.</p>}
        <ul className="wait">
          {maintenances.map((one) => (
            <li key={one.id}>
              <Link className="t" href={`/desk/maintenances/${one.id}`}>
                {one.title}
              </Link>
              <p className="a">
                <span className="mute">
                  {formatTime(one.scheduledFor, "dayClock", zone)} to{" "}
                  {formatTime(one.scheduledUntil, "zoned", zone)}
                </span>
                {statusWords[one.status]}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
