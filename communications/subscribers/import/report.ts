/** Lines that a report shows; it says how many more there are. */
const linesMax = 200;

export type ReportLine = { line: number; did: "change" | "refuse"; address: string; why: string };
/** What an import did, or would do. The numbers are rows of the file, and add up to `rows`. */
export type Report = {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Get a message that asks them to confirm. */
  asked: number;
  /** Were asked before, and have not pressed yet. */
  waiting: number;
  refused: number;
  /** The first lines that were changed or refused. */
  lines: ReportLine[];
  linesMore: number;
};

export const emptyReport = (): Report => ({
  ...{ rows: 0, added: 0, changed: 0, unchanged: 0, asked: 0, waiting: 0, refused: 0 },
  ...{ lines: [], linesMore: 0 },
});

/** Refused lines come before changed ones: they are what somebody has to do something about. */
export function addLine(report: Report, line: ReportLine): void {
  report.lines.push(line);
  if (report.lines.length <= linesMax) return;
  report.linesMore++;
  const change = report.lines.findIndex(({ did }) => did === "change");
  report.lines.splice(change === -1 ? linesMax : change, 1);
}
