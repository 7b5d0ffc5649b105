import { formatTime, type Zone } from "@/lib/zoned-time";

type Turn = { before: number; after: number };
export type ShownRun = {
  incidents: number;
  people: number;
  newly: number;
  stop: number;
  busiest: Turn;
  busiestHour: Turn;
  shown: {
    id: string;
    title: string;
    severity: string | null;
    at: Date;
    newly: number;
    stop: number;
    mostBefore: number;
    mostAfter: number;
    firstMinutes: number | null;
  }[];
};

const n = (count: number) => count.toLocaleString("en-GB");

/** What a changed set of rules would have meant for past incidents. */
export function DryRunPanel({ run, zone }: { run: ShownRun; zone: Zone }) {
  if (run.incidents === 0) {
    return <p className="mute mt-3">No incident has been yet: there is nothing to play it over.</p>;
  }
  return (
    <>
      <dl className="stats">
        <Stat name="would newly hear">
          {run.newly > 0 && "+"}
          {n(run.newly)}
        </Stat>
        <Stat name="would stop hearing">
          {run.stop > 0 && "−"}
          {n(run.stop)}
        </Stat>
        <Stat name="busiest person, messages">
          <Turned {...run.busiest} />
        </Stat>
        <Stat name="in their busiest hour">
          <Turned {...run.busiestHour} />
        </Stat>
      </dl>
      <div className="mt-2 overflow-x-auto">
        <table className="t">
          <thead>
            <tr>
              <th>Incident</th>
              <th className="hide">Sev</th>
              <th className="r">Newly</th>
              <th className="r">Stop</th>
              <th className="r hide">First</th>
              <th className="r">Most</th>
            </tr>
          </thead>
          <tbody>
            {run.shown.map((one) => (
              <tr key={one.id}>
                <td>
                  <a className="text-ink" href={`/desk/incidents/${one.id}`}>
                    {one.title}
                  </a>{" "}
                  <span className="mute s whitespace-nowrap">{formatTime(one.at, "shortDay", zone)}</span>
                </td>
                <td className="hide s mute">{one.severity}</td>
                <td className="r num">{one.newly > 0 ? <b>+{n(one.newly)}</b> : <Zero />}</td>
                <td className="r num">
                  {one.stop > 0 ? <b className="text-maj">−{n(one.stop)}</b> : <Zero />}
                </td>
                <td className="r num hide">
                  {one.firstMinutes === null ? <Zero words="–" /> : `${n(one.firstMinutes)} min`}
                </td>
                <td className="r num">
                  <Turned before={one.mostBefore} after={one.mostAfter} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="s mute mt-3">
        Played over {n(run.incidents)} {run.incidents === 1 ? "incident" : "incidents"} with today’s{" "}
        {n(run.people)} people. Nothing was sent. The same code decides here and on the night.
      </p>
    </>
  );
}

function Stat({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dd>{children}</dd>
      <dt>{name}</dt>
    </div>
  );
}

function Turned({ before, after }: Turn) {
  if (before === after) return <>{n(after)}</>;
  return (
    <>
      {n(before)} → <b>{n(after)}</b>
    </>
  );
}

const Zero = ({ words = "0" }: { words?: string }) => <span className="mute">{words}</span>;
