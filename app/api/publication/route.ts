import { internalOnly } from "@/app/(public)/internal";
import { publicSlug } from "@/app/(public)/public-path";
import { publicDb } from "@/app/context";
import { readVersion } from "@/status/public/read-version";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "no-store" };

/** The version readers should have, asked of the database itself; 503 when it cannot say. */
export function GET(request: Request): Promise<Response> {
  return internalOnly(request, async () => {
    try {
      const read = await readVersion(await publicDb(), publicSlug);
      if (!read) return Response.json({ error: "there is no public page" }, { status: 503, headers });
      const { version, modifiedAt } = read;
      return Response.json({ version, modifiedAt, asOf: new Date().toISOString() }, { headers });
    } catch {
      return Response.json({ error: "the database does not answer" }, { status: 503, headers });
    }
  });
}
