/** What an import did, or would do; see communications/subscribers/import. */
export type ImportReport = {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  asked: number;
  waiting: number;
  refused: number;
  lines: { line: number; did: "change" | "refuse"; address: string; why: string }[];
  linesMore: number;
};

/** In numbers, and line by line where somebody may want to look. */
export function ImportReportView({ report, done }: { report: ImportReport; done: boolean }) {
  const counts: [keyof ImportReport, string][] = [
    ["added", done ? "added" : "new"],
    ["changed", "changed"],
    ["asked", done ? "asked to confirm" : "to be asked to confirm"],
    ["waiting", "asked before"],
    ["unchanged", "unchanged"],
    ["refused", "refused"],
  ];
  return (
    <section className="mt-6" aria-label={done ? "What was done" : "What it would do"}>
      <h2>{done ? "Done" : "What it would do"}</h2>
      <dl className="stats">
        {counts.map(([name, word]) => (
          <div key={name}>
            <dd>{report[name].toLocaleString("en-GB")}</dd>
            <dt>{word}</dt>
          </div>
        ))}
      </dl>
      {report.lines.length > 0 && <Lines report={report} />}
    </section>
  );
}

function Lines({ report }: { report: ImportReport }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="mt-4 overflow-x-auto" aria-label="Line by line" tabIndex={0}>
      <table className="t">
        <thead>
          <tr>
            <th>Line</th>
            <th>Address</th>
            <th>What and why</th>
          </tr>
        </thead>
        <tbody>
          {report.lines.map(({ line, did, address, why }) => (
            <tr key={line}>
              <td>{line.toLocaleString("en-GB")}</td>
              <td className="long">{address}</td>
              <td className={did === "refuse" ? "bad" : undefined}>
                {did === "refuse" ? `Refused. ${why}` : `Changed: ${why}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.linesMore > 0 && (
        <p className="mute mt-2">And {report.linesMore.toLocaleString("en-GB")} more lines.</p>
      )}
    </section>
  );
}
