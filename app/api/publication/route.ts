import { internalOnly } from "@/app/(public)/internal";
import { publicSlug } from "@/app/(public)/public-path";
import { publicDb } from "@/app/context";
import { openPromises } from "@/status/public/open-promises";
import { readVersion } from "@/status/public/read-version";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "no-store" };

/**
 * The version readers should have and what they were promised, asked of the database itself; 503 when it cannot say.
 */
export function GET(request: Request): Promise<Response> {
  return internalOnly(request, async () => {
    try {
      const db = await publicDb();
      const read = await readVersion(db, publicSlug);
      if (!read) return Response.json({ error: "there is no public page" }, { status: 503, headers });
      const { version, modifiedAt } = read;
      const promises = await openPromises(db);
      return Response.json({ version, modifiedAt, promises, asOf: new Date().toISOString() }, { headers });
    } catch {
      return Response.json({ error: "the database does not answer" }, { status: 503, headers });
    }
  });
}
