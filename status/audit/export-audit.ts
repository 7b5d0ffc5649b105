import { stringify } from "csv-stringify/sync";
import type { Context } from "@/db/context";
import { guardCell } from "@/lib/csv-cell";
import { authorise } from "@/status/authorise";
import { type AuditEntry, type AuditFilter, readAudit } from "./read-audit";

/** Rows held in memory at a time. */
const portion = 500;
const columns = ["id", "at", "who", "person", "role", "key", "address", "session", "door"];
const rest = ["what", "incident", "changes", "hash"];

/**
 * The audit log to take along, newest first, in portions as it is read: CSV, or a line of JSON each. Owners only; throws
 * before a byte is read.
 */
export function exportAudit(
  ctx: Context,
  filter: AuditFilter,
  { format, timeZone }: { format: "csv" | "jsonl"; timeZone: string },
): AsyncGenerator<string> {
  authorise(ctx.actor, "read the audit log");
  return lines(ctx, filter, format, timeZone);
}

async function* lines(ctx: Context, filter: AuditFilter, format: "csv" | "jsonl", timeZone: string) {
  if (format === "csv") yield stringify([[...columns, ...rest]]);
  for (let before: number | null = null; ; ) {
    const entries: AuditEntry[] = await readAudit(ctx, filter, { before, limit: portion, timeZone });
    if (entries.length > 0)
      yield format === "csv" ? stringify(entries.map(cellsOf)) : entries.map(line).join("");
    if (entries.length < portion) return;
    before = entries.at(-1)!.id;
  }
}

const line = (entry: AuditEntry) => `${JSON.stringify(entry)}\n`;

/** What a spreadsheet would take for a formula stands behind an apostrophe. */
function cellsOf({ id, at, who, what, incidentId, changes, hash }: AuditEntry): string[] {
  const from = [who.kind, who.name, who.role, who.key, who.address, who.session, who.door].map(
    (text) => text ?? "",
  );
  const cells = [String(id), at.toISOString(), ...from, what.join(" "), incidentId ?? ""];
  return [...cells, JSON.stringify(changes), hash].map(guardCell);
}
