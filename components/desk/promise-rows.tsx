import type { Zone } from "@/lib/zoned-time";
import { PromiseLine } from "./promise-line";

/** A promise to an audience; `audience` null: the public. */
export type PromiseRow = { audienceId: string; audience: string | null; saidAt: Date; by: Date };

/** What an incident owes each of its audiences, most urgent first. */
export function PromiseRows({ rows, now, zone }: { rows: PromiseRow[]; now: Date; zone: Zone }) {
  if (rows.length === 0) return null;
  return (
    <ul className="pr" aria-label="Promises">
      {rows.map(({ audienceId, audience, saidAt, by }) => (
        <li key={audienceId}>
          <PromiseLine
            audience={audience ?? "Public"}
            saidAt={saidAt.toISOString()}
            by={by.toISOString()}
            renderedAt={now.toISOString()}
            zone={zone}
          />
        </li>
      ))}
    </ul>
  );
}
