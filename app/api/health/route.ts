import { publicSlug } from "@/app/(public)/public-path";
import { publicDb } from "@/app/context";
import { within } from "@/lib/within";
import { readVersion } from "@/status/public/read-version";

export const dynamic = "force-dynamic";

/** A load balancer that waits longer has given up on us anyway. */
const patienceMilliseconds = 2_000;

/** Whether this process can do its work: it answers, and so does the database. Tells no names and no addresses. */
export async function GET(): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    await within(
      patienceMilliseconds,
      publicDb().then((db) => readVersion(db, publicSlug)),
    );
    return Response.json({ ok: true }, { headers });
  } catch {
    return Response.json({ ok: false, database: "does not answer" }, { status: 503, headers });
  }
}
