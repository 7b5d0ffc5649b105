import Link from "next/link";
import { ImpactWord } from "@/components/ui/shapes";
import { impactWords, statusWords } from "@/components/ui/words";
import type { Impact, IncidentStatus, Severity } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import type { Zone } from "@/lib/zoned-time";
import { PromiseLine } from "./promise-line";

export type OpenIncidentProps = {
  id: string;
  title: string;
  status: IncidentStatus;
  severity: Severity;
  impact: Impact;
  startedAt: Date;
  lastUpdateAt: Date | null;
  nextUpdateBy: Date | null;
  services: string[];
};

type Props = { incident: OpenIncidentProps; first: boolean; mayAct: boolean; now: Date; zone: Zone };

/** An open incident and what we owe: the span, the clock, the way to write. */
export function OpenIncident({ incident, first, mayAct, now, zone }: Props) {
  const { id, title, status, severity, impact, startedAt, lastUpdateAt, nextUpdateBy, services } = incident;
  return (
    <article className="inc" aria-labelledby={`incident-${id}`}>
      <header>
        <div>
          <p className="meta">
            <ImpactWord impact={impact}>{impactWords[impact]}</ImpactWord>
            <span>{severity}</span>
            <span>{statusWords[status]}</span>
            <span>{wordsFor("en").duration(now.getTime() - startedAt.getTime())}</span>
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
      {nextUpdateBy && (
        <PromiseLine
          audience="Next update, public"
          saidAt={(lastUpdateAt ?? startedAt).toISOString()}
          by={nextUpdateBy.toISOString()}
          renderedAt={now.toISOString()}
          zone={zone}
        />
      )}
    </article>
  );
}
