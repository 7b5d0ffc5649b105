import { stakeholderColumns } from "@/communications/subscribers/import/columns";
import { goThrough } from "@/communications/subscribers/import/go-through";
import { refuseOtherFile } from "@/communications/subscribers/import/import-subscribers";
import { readCsv } from "@/communications/subscribers/import/read-csv";
import type { Report } from "@/communications/subscribers/import/report";
import { assertMayChangePeople } from "@/communications/subscribers/may-change-people";
import type { Context } from "@/db/context";
import { lockAudience } from "@/status/audiences/lock-audience";
import { readAudience } from "@/status/audiences/read-audience";
import { changePeople } from "./change-people";

/** What an import of a file would do to an audience. Changes nothing. Owners and liaisons. */
export async function previewStakeholders(
  ctx: Context,
  audienceId: string,
  file: Uint8Array,
): Promise<Report> {
  assertMayChangePeople(ctx);
  await lockAudience(ctx.db, audienceId);
  const page = await readAudience(ctx.db, audienceId);
  const rows = readCsv(file, stakeholderColumns);
  return (await goThrough(ctx, rows, { page, kind: "stakeholder", write: false })).report;
}

/**
 * Adds the people of a CSV file to an audience, by the rules of every import, without asking them to confirm.
 * `digest` names the file that was previewed. Owners and liaisons.
 */
export async function importStakeholders(
  ctx: Context,
  audienceId: string,
  file: Uint8Array,
  digest: string,
): Promise<Report> {
  refuseOtherFile(file, digest);
  return changePeople(ctx, audienceId, async (inside, page) => {
    const rows = readCsv(file, stakeholderColumns);
    const { report } = await goThrough(inside, rows, { page, kind: "stakeholder", write: true });
    return { result: report, added: report.added, changed: report.changed, removed: 0 };
  });
}
