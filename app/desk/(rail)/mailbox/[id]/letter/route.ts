import { deskContext, isOwner } from "@/app/desk-context";
import { mailboxDirectory } from "@/communications/channels/email/choose";
import { readLetter } from "@/communications/channels/email/mailbox";
import { env } from "@/lib/env";

/** The letter's own HTML, for the frame around it; `proxy.ts` gives it a policy that lets nothing run. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await deskContext();
  const { id } = await params;
  const letter = ctx && isOwner(ctx) ? await readLetter(mailboxDirectory(env()), id) : null;
  if (!letter) return new Response("No such letter.", { status: 404 });
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(letter.html, { headers });
}
