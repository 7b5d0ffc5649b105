import Link from "next/link";
import { ImpactWord } from "@/components/ui/shapes";
import { impactWords, statusWords } from "@/components/ui/words";
import type { Impact, IncidentStatus, Severity } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import type { Zone } from "@/lib/zoned-time";
import { NoChange, type NoChangeActions } from "./no-change";
import { type PromiseRow, PromiseRows } from "./promise-rows";

export type OpenIncidentProps = {
  id: string;
  title: string;
  status: IncidentStatus;
  severity: Severity;
  impact: Impact;
  startedAt: Date;
  /** Only private audiences know of it. */
  privateOnly: boolean;
  services: string[];
  revision: number;
};

type Props = {
  incident: OpenIncidentProps;
  promises: PromiseRow[];
  /** After how many minutes the public's cadence wants the next word. */
  minutes: number;
  first: boolean;
  mayAct: boolean;
  noChange: NoChangeActions;
  now: Date;
  zone: Zone;
};

/** An open incident and what we owe: the span, the clock, the way to write. */
export function OpenIncident({ incident, promises, minutes, first, mayAct, noChange, now, zone }: Props) {
  const { id, title, status, severity, impact, startedAt, privateOnly, services, revision } = incident;
  return (
    <article className="inc" aria-labelledby={`incident-${id}`}>
      <header>
        <div>
          <p className="meta">
            <ImpactWord impact={impact}>{impactWords[impact]}</ImpactWord>
            <span>{severity}</span>
            <span>{statusWords[status]}</span>
            <span>{wordsFor("en").duration(now.getTime() - startedAt.getTime())}</span>
            {privateOnly && <span>not public</span>}
            {services.length > 0 && <span>{services.join(", ")}</span>}
          </p>
          <h3 id={`incident-${id}`}>
            <Link href={`/desk/incidents/${id}`}>{title}</Link>
          </h3>
        </div>
        {mayAct && (
          <Link
            className={first ? "btn" : "btn q"}
            href={`/desk/incidents/${id}/update`}
            data-key={first ? "u" : undefined}
          >
            Write update
            <span className="sr-only">: {title}</span>
            {first && (
              <span className="kbd" aria-hidden="true">
                U
              </span>
            )}
          </Link>
        )}
      </header>
      <PromiseRows rows={promises} now={now} zone={zone} />
      {mayAct && (
        <NoChange
          {...{ title, revision, minutes, zone, first }}
          incidentId={id}
          renderedAt={now.toISOString()}
          {...noChange}
        />
      )}
    </article>
  );
}
