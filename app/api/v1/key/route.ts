import { keyFrom } from "@/app/api/api-key";

export const dynamic = "force-dynamic";

/** What the key that asks is called and good for: the way to try one out. */
export async function GET(request: Request): Promise<Response> {
  const key = await keyFrom(request, null);
  if (key instanceof Response) return key;
  const { name, scopes } = key;
  return Response.json({ name, scopes }, { headers: { "cache-control": "no-store" } });
}
