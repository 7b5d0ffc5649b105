import { z } from "zod";
import { answer } from "@/app/answer";
import { assertMay, deskContext } from "@/app/desk-context";
import { readBody } from "@/app/read-body";
import { previewWritten } from "@/communications/previews/preview-written";
import { DomainError } from "@/lib/domain-error";
import { parseShallow } from "@/lib/shallow-json";
import { channels } from "@/lib/vocabulary";
import { OfForm, writtenOf } from "../../written-of";

const Asked = OfForm.extend({ recipientId: z.string().max(320), channel: z.enum(channels) });
/** An update's words for fifty audiences fit. */
const bytesMax = 1024 * 1024;

/**
 * The HTML of one person's letter, for the frame that a form of ours is sent into (as `text/plain`: `asked={…}`). It is
 * asked for with the form's words, which are nowhere yet; `proxy.ts` gives it a policy that lets nothing run. Changes
 * nothing.
 */
export async function POST(request: Request): Promise<Response> {
  const answered = await answer(async () => {
    const ctx = await deskContext();
    if (!ctx) throw new DomainError("signed_out", "You were signed out.");
    assertMay(ctx, "act");
    const { recipientId, channel, ...form } = Asked.parse(await readAsked(request));
    return previewWritten(ctx, await writtenOf(ctx, form), { recipientId, channel });
  });
  if (!answered.ok) return new Response(answered.error, { status: statuses[answered.code] ?? 422 });
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(answered.result.html ?? "", { status: answered.result.html ? 200 : 404, headers });
}

const statuses: Record<string, number> = { signed_out: 401, not_allowed: 403, fault: 500 };

const field = "asked=";

async function readAsked(request: Request): Promise<unknown> {
  const body = await readBody(request, bytesMax, "This is more than the desk takes at once.");
  const sent = body.toString("utf8");
  try {
    return parseShallow(sent.startsWith(field) ? sent.slice(field.length) : "");
  } catch {
    throw new DomainError("not_json", "This cannot be read as JSON.");
  }
}
