import { bearerMatches } from "@/lib/bearer";
import { secret } from "@/lib/env";

/** Answers only those who hold the internal token; for everyone else the address does not exist. */
export async function internalOnly(request: Request, answer: () => Promise<Response>): Promise<Response> {
  if (!bearerMatches(request.headers.get("authorization"), secret("INTERNAL_TOKEN")))
    return new Response(null, { status: 404 });
  return answer();
}
