import { deskContext } from "@/app/desk-context";
import { exportSubscribers } from "@/communications/subscribers/import/export-subscribers";
import { DomainError } from "@/lib/domain-error";
import { dayIn } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";

/** The list to take along, as it is read. The verb asks who it is. */
export async function GET(): Promise<Response> {
  const ctx = await deskContext();
  if (!ctx) return new Response("Sign in first.", { status: 401 });
  const parts = exportSubscribers(ctx);
  try {
    // The first part comes before the answer, so that a refusal is one.
    const first = await parts.next();
    const day = dayIn(ctx.now, (await readPage(ctx)).timeZone);
    return new Response(streamOf(first.value ?? "", parts), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="subscribers-${day}.csv"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError) return new Response(error.message, { status: 403 });
    throw error;
  }
}

function streamOf(first: string, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(first));
    },
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await rest.return(undefined);
    },
  });
}
