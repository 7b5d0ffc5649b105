import { Readable } from "node:stream";
import { type Stringifier, stringify } from "csv-stringify";
import { channelWay } from "@/communications/channels/list";
import type { Context } from "@/db/context";
import { guardCell } from "@/lib/csv-cell";
import { whoDecides } from "./note-decision";
import { type DeliveryRow, readLedger } from "./read-deliveries";

/** Rows held in memory at a time: the export of any ledger takes the same memory. */
const rowsAtOnce = 5_000;

const columns = [
  "channel",
  "address",
  "state",
  "reason",
  "told_by",
  "planned_at",
  "handed_over_at",
  "settled_at",
  "tries",
  "provider_id",
  "held_until",
  "held_why",
  "merged_into",
  "also",
  "failure",
  "recipient_id",
] as const;

/**
 * An update's ledger as CSV, row by row as it is read. What a spreadsheet would take for a formula stands behind an
 * apostrophe. A message that gets a new batch while the file is made may stand in it twice. Owners and liaisons; throws for others before a byte is read.
 */
export function ledgerCsv(ctx: Context, updateId: string): Readable {
  whoDecides(ctx);
  const lines: Stringifier = stringify({
    header: true,
    columns: [...columns],
    bom: true,
  });
  return Readable.from(ledgerRows(ctx, updateId)).compose(lines) as Readable;
}

async function* ledgerRows({ db }: Context, updateId: string): AsyncGenerator<Record<string, string>> {
  let last: DeliveryRow | undefined;
  for (;;) {
    const rows: DeliveryRow[] = await readLedger(db, updateId, {}, { limit: rowsAtOnce, after: last });
    for (const row of rows) yield guarded(lineOf(row));
    last = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

const guarded = (line: Record<string, string>) =>
  Object.fromEntries(Object.entries(line).map(([name, value]) => [name, guardCell(value)]));

function lineOf(row: DeliveryRow): Record<(typeof columns)[number], string> {
  const at = (time: Date | null) => time?.toISOString() ?? "";
  return {
    channel: row.channel,
    address: row.address === null ? "" : channelWay(row.channel).shown(row.address),
    state: row.state,
    reason: row.reason,
    told_by: row.toldBy ?? "",
    planned_at: at(row.plannedAt),
    handed_over_at: at(row.sendingAt),
    settled_at: at(row.settledAt),
    tries: String(row.attempts),
    provider_id: row.providerId ?? "",
    held_until: at(row.heldUntil),
    held_why: row.heldWhy ?? "",
    merged_into: row.mergedInto ?? "",
    also: row.also.join(" "),
    failure: row.failure ?? "",
    recipient_id: row.recipientId,
  };
}
