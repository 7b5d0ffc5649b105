import { severities } from "@/lib/vocabulary";
import type { Cadence } from "./next-promise";
import { longIncidentMinutes } from "./presets";

/** Shortest and longest silence that a table may ask for, and how late a row may begin, in minutes. */
const everyMinutesMin = 5;
const everyMinutesMax = 24 * 60;
const afterMinutesMax = 7 * 24 * 60;
/** A private audience hears less often than this only by the commander's word (PagerDuty's guide names it noise). */
const privateEveryMinutesMin = 20;

const open = ["investigating", "identified", "monitoring"] as const;

/** What keeps a table from being used, and what somebody should think about; both in words. */
export type Judgement = { wrong: string[]; warnings: string[] };

/** Judges a whole cadence table of an audience. */
export function judgeCadence(rows: Cadence[], audience: { private: boolean }): Judgement {
  const wrong = rows.flatMap(wrongIn);
  const warnings: string[] = [];
  for (const severity of severities) {
    for (const status of open) {
      const line = rows
        .filter((row) => row.severity === severity && row.status === status)
        .toSorted((a, b) => a.afterMinutes - b.afterMinutes);
      const where = `${severity}, ${status}`;
      if (line[0]?.afterMinutes !== 0) wrong.push(`${where}: say how often from the beginning.`);
      for (const [index, row] of line.entries()) {
        const before = line[index - 1];
        if (before?.afterMinutes === row.afterMinutes) {
          wrong.push(`${where}: two lines begin after ${row.afterMinutes} minutes. Keep one.`);
        } else if (
          before &&
          row.everyMinutes > before.everyMinutes &&
          row.afterMinutes < longIncidentMinutes
        ) {
          wrong.push(
            `${where}: a slower cadence begins after ${row.afterMinutes} minutes. It may begin only after two hours.`,
          );
        }
        if (audience.private && row.everyMinutes < privateEveryMinutesMin) {
          warnings.push(
            `${where}: every ${row.everyMinutes} minutes is more than people inside can use. Under 20 minutes is the commander's decision.`,
          );
        }
      }
    }
  }
  return { wrong: [...new Set(wrong)], warnings: [...new Set(warnings)] };
}

function wrongIn({ severity, status, afterMinutes, everyMinutes }: Cadence): string[] {
  const where = `${severity}, ${status}`;
  const within = (n: number, min: number, max: number) => Number.isInteger(n) && n >= min && n <= max;
  return [
    ...((open as readonly string[]).includes(status)
      ? []
      : [`${where}: nothing is promised once it is over.`]),
    ...(within(everyMinutes, everyMinutesMin, everyMinutesMax)
      ? []
      : [`${where}: speak every ${everyMinutesMin} minutes to 24 hours, in whole minutes.`]),
    ...(within(afterMinutes, 0, afterMinutesMax) ? [] : [`${where}: begin within a week, in whole minutes.`]),
  ];
}
