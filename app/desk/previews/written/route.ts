import { z } from "zod";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import { previewWritten } from "@/communications/previews/preview-written";
import type { ShownMessage } from "@/components/desk/composer/use-people";
import { channels } from "@/lib/vocabulary";
import { OfForm, writtenOf } from "../written-of";

const Asked = OfForm.extend({ recipientId: z.string().max(320), channel: z.enum(channels) });

/** One person's message, without its HTML, which a frame asks for: `{ incidentId, payload, recipientId, channel }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<ShownMessage> => {
    assertMay(ctx, "act");
    const { recipientId, channel, ...form } = Asked.parse(await readJson(request));
    const message = await previewWritten(ctx, await writtenOf(ctx, form), { recipientId, channel });
    const { subject, text, headers, html } = message;
    return { subject, text, headers: Object.entries(headers), isLetter: html !== null };
  });
}
