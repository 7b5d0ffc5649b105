import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { saveDraft } from "@/status/drafts/drafts";

/** Keeps the words of a form: `{ subject, fields }` → `{ savedAt }`. */
export async function POST(request: Request): Promise<Response> {
  const input = await request.json();
  return door((ctx) => {
    assertMay(ctx, "act");
    return saveDraft(ctx, input);
  });
}
