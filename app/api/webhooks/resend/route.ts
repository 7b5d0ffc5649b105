import { database } from "@/app/context";
import { resendReceipt } from "@/communications/channels/email/resend-receipt";
import { recordReceipt } from "@/communications/deliveries/receipts";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Resend's messages are a few kilobytes. */
const bodyBytesMax = 64 * 1024;

/**
 * Where Resend says what became of letters. It repeats a message until it gets a 2xx, so a fault of ours loses
 * none. Without RESEND_WEBHOOK_SECRET there is no such door.
 */
export async function POST(request: Request): Promise<Response> {
  const secret = env().RESEND_WEBHOOK_SECRET;
  if (!secret) return new Response(null, { status: 404 });
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? "";
  const body = await readBody(request);
  if (body === null) return new Response("Too long.", { status: 413 });
  try {
    const signed = { body, id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
    const receipt = resendReceipt(signed, secret);
    if (receipt) await recordReceipt({ db: await database(), now: new Date() }, receipt);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof DomainError) return new Response(error.message, { status: 400 });
    console.error("A receipt could not be kept; Resend will send it again.", error);
    return new Response(null, { status: 503 });
  }
}

/** The body as text, or null when it is longer than any honest one. */
async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
