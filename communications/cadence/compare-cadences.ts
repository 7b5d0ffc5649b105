import { severities } from "@/lib/vocabulary";
import type { Cadence } from "./next-promise";

/** One cell of a table that becomes another; null: there is none. */
export type CadenceChange = Pick<Cadence, "severity" | "status" | "afterMinutes"> & {
  from: number | null;
  to: number | null;
};

/** What changes when one table takes the place of another, by severity, status and elapsed time. */
export function compareCadences(before: Cadence[], after: Cadence[]): CadenceChange[] {
  const keyOf = ({ severity, status, afterMinutes }: Cadence) => `${severity} ${status} ${afterMinutes}`;
  const cells = new Map([...before, ...after].map((row) => [keyOf(row), row]));
  const every = (rows: Cadence[], key: string) =>
    rows.find((row) => keyOf(row) === key)?.everyMinutes ?? null;
  return [...cells]
    .map(([key, { severity, status, afterMinutes }]) => ({
      ...{ severity, status, afterMinutes },
      ...{ from: every(before, key), to: every(after, key) },
    }))
    .filter(({ from, to }) => from !== to)
    .toSorted((a, b) => rank(a) - rank(b) || a.afterMinutes - b.afterMinutes);
}

const statuses = ["investigating", "identified", "monitoring", "resolved"];
const rank = ({ severity, status }: CadenceChange) =>
  severities.indexOf(severity) * statuses.length + statuses.indexOf(status);
