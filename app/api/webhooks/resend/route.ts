import { database } from "@/app/context";
import { readBody } from "@/app/read-body";
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
  try {
    const body = (await readBody(request, bodyBytesMax, "Too long.")).toString("utf8");
    const signed = { body, id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
    const receipt = resendReceipt(signed, secret);
    if (receipt) await recordReceipt({ db: await database(), now: new Date() }, receipt);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof DomainError)
      return new Response(error.message, { status: error.code === "form_too_large" ? 413 : 400 });
    console.error("A receipt could not be kept; Resend will send it again.", error);
    return new Response(null, { status: 503 });
  }
}
