import type { Cadence } from "@/communications/cadence/next-promise";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";

/** The statuses in which something is promised. */
export const openStatuses = ["investigating", "identified", "monitoring"] as const satisfies IncidentStatus[];

/** A line of the form: from so many minutes on, how often in each status; a status without a number has no row. */
export type Line = { after: number | null; every: Partial<Record<IncidentStatus, number>> };

/** A severity's lines, earliest first, and an empty one to write in. */
export function linesOf(rows: Cadence[], severity: Severity): Line[] {
  const own = rows.filter((row) => row.severity === severity);
  const starts = [...new Set([0, ...own.map(({ afterMinutes }) => afterMinutes)])].sort((a, b) => a - b);
  const lines = starts.map((after) => ({
    after,
    every: Object.fromEntries(
      own.filter(({ afterMinutes }) => afterMinutes === after).map((row) => [row.status, row.everyMinutes]),
    ),
  }));
  return [...lines, { after: null, every: {} }];
}

export const afterName = (severity: Severity, line: number) => `after ${severity} ${line}`;
export const everyName = (severity: Severity, line: number, status: IncidentStatus) =>
  `every ${severity} ${line} ${status}`;

/** The table that a form holds. What is no number stays none, and is refused with words. */
export function readRows(form: FormData): Cadence[] {
  return [...form].flatMap(([name, value]) => {
    const [word, severity, line, status] = name.split(" ");
    if (word !== "every" || String(value).trim() === "") return [];
    const after = String(form.get(afterName(severity as Severity, Number(line))) ?? "").trim();
    return [
      {
        ...{ severity: severity as Severity, status: status as IncidentStatus },
        ...{ afterMinutes: after === "" ? Number.NaN : Number(after), everyMinutes: Number(value) },
      },
    ];
  });
}
