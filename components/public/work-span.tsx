import type { PublicMaintenance } from "@/status/public/types";
import { SpanLine } from "./span-line";
import type { View } from "./view";

type Props = { view: View; maintenance: PublicMaintenance; actions?: boolean };

/** When planned work that is under way is to end, or by how much it runs over. */
export function WorkSpan({ view, maintenance, actions = true }: Props) {
  const { id, startedAt, scheduledFor, scheduledUntil } = maintenance;
  const words = view.words.maintenance;
  return (
    <SpanLine
      view={view}
      from={startedAt ?? scheduledFor}
      by={scheduledUntil}
      words={words.span}
      actions={
        actions && (
          <>
            <a className="btn" href={`/maintenances/${id}`}>
              {words.details}
            </a>
            <a className="btn q" href={`/maintenances/${id}.ics`}>
              {words.calendar}
            </a>
          </>
        )
      }
    />
  );
}
