import type { PublicIncident } from "@/status/public/types";
import { ClockOrDay } from "./moment";
import { SpanLine } from "./span-line";
import type { View } from "./view";

type Props = { view: View; incident: PublicIncident; actions?: boolean };

/** When we speak next about an incident, or by how much we are late. */
export function PromiseLine({ view, incident, actions = true }: Props) {
  const words = view.words.promise;
  const { id, nextUpdateBy, startedAt, updates } = incident;
  if (!nextUpdateBy) return null;
  const last = updates[0]?.postedAt;
  return (
    <SpanLine
      view={view}
      from={last ?? startedAt}
      by={nextUpdateBy}
      words={{
        ahead: words.nextBy,
        late: words.overdue,
        lateBy: words.overdueBy,
        agreed: words.promisedBy,
        from: last ? words.last : words.began,
        by: words.promised,
        missed: words.missed,
      }}
      actions={
        actions && (
          <>
            <a className="btn" href={`/subscribe?incident=${id}`}>
              {words.follow}
            </a>
            <a className="btn q" href={`/incidents/${id}`}>
              {words.timeline}
            </a>
          </>
        )
      }
      hint={
        last && (
          <>
            {words.trueAt} <ClockOrDay view={view} at={last} />.
          </>
        )
      }
    />
  );
}
