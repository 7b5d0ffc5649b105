import { Readable } from "node:stream";
import { deskContext, isOwner } from "@/app/desk-context";
import { dayIn } from "@/lib/zoned-time";
import { exportAudit } from "@/status/audit/export-audit";
import { AuditFilter } from "@/status/audit/read-audit";
import { readPage } from "@/status/page/read-page";

const types = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" };

/** The audit log as a file, sent as it is read. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await deskContext();
  if (!ctx || !isOwner(ctx)) return new Response("Ask an owner for this file.", { status: 403 });
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const format = query.format === "jsonl" ? "jsonl" : "csv";
  const { timeZone } = await readPage(ctx);
  const parts = exportAudit(ctx, AuditFilter.parse(query), { format, timeZone });
  return new Response(textStream(parts), {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="audit-${dayIn(ctx.now, timeZone)}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

/** A body is bytes. */
const textStream = (parts: AsyncIterable<string>) =>
  (Readable.toWeb(Readable.from(parts)) as ReadableStream<string>).pipeThrough(new TextEncoderStream());
