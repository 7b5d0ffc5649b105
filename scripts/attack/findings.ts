export type Tool = "sqlmap" | "wapiti" | "ffuf";

/** What a tool says is wrong. */
export type Finding = { tool: Tool; what: string; where: string; detail: string };
/** What one run of a tool came to: how many requests or tests it made, and what it found. */
export type Run = { tool: Tool; name: string; tried: number; seconds: number; findings: Finding[] };

/** A finding that is none: which, and the heading in docs/security.md that says why. */
export type Explanation = { tool: Tool; matches: RegExp; see: string };

/** What stands, and what docs/security.md explains. */
export function judge(runs: Run[], explanations: Explanation[]) {
  const idle = runs.filter(({ tried }) => tried === 0);
  const all = [
    ...runs.flatMap(({ findings }) => findings),
    ...idle.map(({ tool, name }) => ({ tool, what: "tried nothing", where: name, detail: "" })),
  ];
  const explanationOf = ({ tool, what, where, detail }: Finding) =>
    explanations.find((one) => one.tool === tool && one.matches.test(`${what} ${where} ${detail}`));
  return {
    standing: all.filter((finding) => !explanationOf(finding)),
    explained: all.flatMap((finding) => {
      const explanation = explanationOf(finding);
      return explanation ? [{ ...finding, see: explanation.see }] : [];
    }),
  };
}

/** The runs as lines of a table. */
export function table(runs: Run[]): string[] {
  const rows = [
    ["tool", "at", "tried", "seconds", "findings"],
    ...runs.map(({ tool, name, tried, seconds, findings }) => [
      ...[tool, name, String(tried), String(Math.round(seconds)), String(findings.length)],
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
