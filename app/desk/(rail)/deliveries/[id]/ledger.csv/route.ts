import { Readable } from "node:stream";
import { deskContext, mayAct } from "@/app/desk-context";
import { ledgerCsv } from "@/communications/deliveries/ledger-csv";
import { readToldUpdate } from "@/communications/deliveries/read-told-updates";
import { isId } from "@/lib/ids";

/** An update's ledger as a file, sent as it is read. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await deskContext();
  const { id } = await params;
  if (!ctx || !mayAct(ctx)) return new Response("Ask an owner for this file.", { status: 403 });
  const told = isId(id) ? await readToldUpdate(ctx.db, id) : null;
  if (!told) return new Response("This update was not told.", { status: 404 });
  return new Response(Readable.toWeb(ledgerCsv(ctx, id)) as ReadableStream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="deliveries-${id}.csv"`,
      "cache-control": "no-store",
    },
  });
}
