import { deskContext } from "@/app/desk-context";
import { previewMessage } from "@/communications/previews/preview-message";
import { readPage } from "@/status/page/read-page";
import { readAsked } from "../../../asked";

/** An example letter for the frame around it. `?scheme=` shows it as a program in that scheme would, whatever the desk's own is. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ channel: string; shown: string }> },
): Promise<Response> {
  const ctx = await deskContext();
  if (!ctx) return new Response("You were signed out.", { status: 401 });
  const { channel, shown } = readAsked(await params);
  const message = await previewMessage(await readPage(ctx), channel, shown);
  if (!message?.html) return new Response("No such letter.", { status: 404 });
  const dark = new URL(request.url).searchParams.get("scheme") === "dark";
  const html = message.html.replaceAll("(prefers-color-scheme:dark)", dark ? " all" : " not all");
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(html, { headers });
}
