import { internalOnly } from "@/app/(public)/internal";
import { publicSlug } from "@/app/(public)/public-path";
import { publicDb } from "@/app/context";
import { allPaths } from "@/status/public/all-paths";

export const dynamic = "force-dynamic";

/** Every public path that exists, so that the front can tell what is unknown without asking. */
export function GET(request: Request): Promise<Response> {
  return internalOnly(request, async () => {
    const headers = { "cache-control": "no-store" };
    try {
      return Response.json(await allPaths(await publicDb(), publicSlug), { headers });
    } catch {
      return Response.json({ error: "the database does not answer" }, { status: 503, headers });
    }
  });
}
