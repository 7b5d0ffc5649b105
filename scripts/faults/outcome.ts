/** What became of one fault. */
export type Outcome = {
  fault: string;
  /** What was wrong, in words; nothing when everything held. Null: the fault cannot be made here, and why. */
  wrong: string[];
  notMade: string | null;
  reads: number;
  gapMilliseconds: number;
  /** From the end of the fault until readers had the newest truth, confirmed. */
  recoveredMilliseconds: number;
  /** What the desk said. */
  said: string;
};

/** One line of the table, and what was wrong. */
export function line({
  fault,
  wrong,
  notMade,
  reads,
  gapMilliseconds,
  recoveredMilliseconds,
  said,
}: Outcome): string {
  if (notMade) return `${fault.padEnd(40)} not made here: ${notMade}`;
  const facts = `${String(reads).padStart(5)} reads, gap ${gapMilliseconds} ms, recovered ${recoveredMilliseconds} ms`;
  return [
    `${fault.padEnd(40)} ${wrong.length ? "WRONG" : "held "} ${facts}; the desk: ${said.slice(0, 90)}`,
    ...wrong.slice(0, 8).map((words) => `    ${words}`),
  ].join("\n");
}
