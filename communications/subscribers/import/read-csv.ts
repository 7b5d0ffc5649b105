import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { unguardCell } from "@/lib/csv-cell";
import { DomainError } from "@/lib/domain-error";
import { type Cells, type CsvColumn, csvColumns } from "./columns";

/** A file of 100,000 people with everything filled in has some 10 MB. */
export const fileBytesMax = 16 * 1024 * 1024;
export const rowsMax = 100_000;
/** Rows judged and written in one go. */
const portion = 2_000;
/** No honest row is longer, and a quote that is never closed ends here. */
const rowBytesMax = 16 * 1024;

/** A row with the line of the file it stands in (the first is 1: the names of the columns). */
export type CsvRow = { line: number; cells: Cells };

/**
 * The rows of a CSV file, in portions. Refuses a file that is too large, not UTF-8, not CSV, or has columns that we
 * do not know: a slip in a column's name would otherwise be a choice that nobody made.
 */
export async function* readCsv(
  file: Uint8Array,
  columns: readonly CsvColumn[] = csvColumns,
): AsyncGenerator<CsvRow[]> {
  if (file.byteLength > fileBytesMax) throw refused("This file is larger than 16 MB. Cut it into parts.");
  const rows = Readable.from([text(file)]).pipe(
    parse({
      ...{ bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count_less: true },
      max_record_size: rowBytesMax,
      columns: (header: string[]) => namesOf(header, columns),
    }),
  );
  let some: CsvRow[] = [];
  let count = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: Cells; info: { lines: number } }>) {
      if (++count > rowsMax) throw refused("More than 100,000 rows. Cut the file into parts.");
      some.push({ line: info.lines, cells: unguarded(record) });
      if (some.length < portion) continue;
      yield some;
      some = [];
    }
  } catch (error) {
    throw isCsvError(error)
      ? refused(`Line ${error.lines} cannot be read as CSV. Nothing was changed.`)
      : error;
  }
  if (some.length) yield some;
  if (count === 0) throw refused("This file has no rows beneath the names of the columns.");
}

const refused = (words: string) => new DomainError("file_refused", words, { file: words });
const isCsvError = (error: unknown): error is CsvError & { lines: number } =>
  error instanceof Error && String((error as CsvError).code).startsWith("CSV_");

function text(file: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    throw refused("This file is not UTF-8. Save it again as “CSV UTF-8”.");
  }
}

function namesOf(header: string[], columns: readonly CsvColumn[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !columns.includes(name as CsvColumn));
  const known = columns.join(", ");
  if (unknown.length)
    throw refused(`There is no column “${unknown[0]?.slice(0, 40)}”. The columns are: ${known}.`);
  if (new Set(names).size < names.length) throw refused("A column is there twice.");
  if (!names.includes("address"))
    throw refused(`The column “address” is missing. The columns are: ${known}.`);
  return names;
}

const unguarded = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, unguardCell(cell)]));
