import { deskContext } from "@/app/desk-context";
import { readAsSent } from "@/communications/deliveries/as-sent";
import { keyOf, type Params } from "../key";

/** The HTML that one recipient was sent, for the frame around it; `proxy.ts` gives it a policy that lets nothing run. */
export async function GET(_request: Request, { params }: { params: Params }): Promise<Response> {
  const [ctx, key] = [await deskContext(), await keyOf(params)];
  const message = ctx && key ? await readAsSent(ctx, key) : null;
  if (!message?.html) return new Response("No such letter.", { status: 404 });
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(message.html, { headers });
}
