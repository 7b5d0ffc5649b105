import { answer } from "@/app/answer";
import { type DeskContext, deskContext } from "@/app/desk-context";
import { inThisRequest } from "@/app/request-name";

/**
 * A JSON door for the desk's own scripts: who asks, one verb, an answer. Another site cannot knock: the session
 * cookie is SameSite=Lax, and a JSON body needs a preflight that nothing here answers.
 */
export async function door<Result>(run: (ctx: DeskContext) => Promise<Result>): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  const answered = await inThisRequest(() =>
    answer(async () => {
      const ctx = await deskContext();
      return ctx && { result: await run(ctx) };
    }),
  );
  if (!answered.ok) {
    const status = statuses[answered.code] ?? 422;
    return Response.json({ error: answered.error, fields: answered.fields }, { status, headers });
  }
  if (!answered.result) return Response.json({ error: "You were signed out." }, { status: 401, headers });
  return Response.json(answered.result.result, { headers });
}

const statuses: Record<string, number> = { fault: 500, not_allowed: 403, form_too_large: 413, not_json: 400 };
