import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import { saveDraft } from "@/status/drafts/drafts";

/** Keeps the words of a form: `{ subject, fields }` → `{ savedAt }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx) => {
    assertMay(ctx, "act");
    return saveDraft(ctx, (await readJson(request)) as Parameters<typeof saveDraft>[1]);
  });
}
