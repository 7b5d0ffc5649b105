import type { DeliveryState } from "@/lib/vocabulary";
import type { Reader } from "./audience";
import { hears, type Said } from "./story";

export type Row = {
  updateId: string;
  recipientId: string;
  state: DeliveryState;
  address: string | null;
  also: string[];
  mergedInto: string | null;
  providerId: string | null;
  failure: string | null;
};
/** A letter that the provider took, with the marks of the updates whose words it carries. */
export type Taken = { id: string; to: string; marks: string[] };
export type Told = Said & { updateId: string };

export type Findings = {
  /** Words that somebody should have got and did not, with nothing in the ledger that says why. */
  lost: string[];
  /** Words that reached somebody more than once. */
  doubled: string[];
  /** Letters for people who were not to hear. */
  unasked: string[];
  /** Rows of which nobody knows what became. */
  unknown: string[];
  /** Where the ledger says something else than the provider. */
  disagree: string[];
};

/**
 * Compares, row by row, who was to hear what, what the provider took, and what the ledger says of it. Nothing here
 * is believed twice: who hears comes from the cast, what arrived from the letters, what was promised from the rows.
 */
export function reconcile(readers: Reader[], told: Told[], rows: Row[], letters: Taken[]): Findings {
  const found: Findings = { lost: [], doubled: [], unasked: [], unknown: [], disagree: [] };
  const rowOf = new Map(rows.map((row) => [`${row.updateId} ${row.recipientId}`, row]));
  const copies = countCopies(letters);
  for (const reader of readers) {
    for (const update of told) {
      const name = `${reader.address} of update ${update.number}`;
      const row = rowOf.get(`${update.updateId} ${reader.id}`);
      const got = copies.get(`${reader.address} ${update.mark}`) ?? 0;
      const fate = row && fateOf(row, rowOf);
      const wanted = hears(reader.wish, update);
      if (got > 1) found.doubled.push(`${name}: ${got} times`);
      if (wanted === false && (row || got)) found.unasked.push(name);
      if (wanted === true && !row) found.lost.push(`${name}: no row`);
      if (fate?.state === "unknown") found.unknown.push(name);
      if (row && got === 0 && !isExplained(fate)) found.lost.push(`${name}: ${row.state}, ${fate?.state}`);
      if (got > 0 && fate?.state !== "sent")
        found.disagree.push(`${name} got it, the row says ${fate?.state}`);
    }
  }
  found.disagree.push(...compareLetters(told, rows, letters));
  return found;
}

/** What became of the words of a row: where they were left, if they were. */
const fateOf = (row: Row, rowOf: Map<string, Row>): Row | undefined =>
  row.state === "merged" ? rowOf.get(`${row.mergedInto} ${row.recipientId}`) : row;

const isExplained = (fate: Row | undefined) =>
  fate?.state === "suppressed" ||
  fate?.state === "undone" ||
  (fate?.state === "failed" && fate.failure !== null);

function countCopies(letters: Taken[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { to, marks } of letters) {
    for (const mark of new Set(marks)) copies.set(`${to} ${mark}`, (copies.get(`${to} ${mark}`) ?? 0) + 1);
  }
  return copies;
}

/** Letters and rows that are `sent` are the same, one for one: by id, address, and the words that went along. */
function compareLetters(told: Told[], rows: Row[], letters: Taken[]): string[] {
  const markOf = new Map(told.map(({ updateId, mark }) => [updateId, mark]));
  const letterOf = new Map(letters.map((letter) => [letter.id, letter]));
  const wrong: string[] = [];
  for (const row of rows) {
    if (row.state !== "sent") continue;
    const letter = letterOf.get(row.providerId ?? "");
    const marks = [row.updateId, ...row.also].map((id) => markOf.get(id)).toSorted();
    const name = `${row.address} of ${row.updateId}`;
    if (!letter) wrong.push(`${name}: the provider knows no letter ${row.providerId}`);
    else if (letter.to !== row.address) wrong.push(`${name}: letter ${letter.id} went to ${letter.to}`);
    else if (letter.marks.toSorted().join() !== marks.join()) wrong.push(`${name}: carries ${letter.marks}`);
    letterOf.delete(row.providerId ?? "");
  }
  for (const { id, to } of letterOf.values()) wrong.push(`letter ${id} to ${to} is in no row`);
  return wrong;
}
