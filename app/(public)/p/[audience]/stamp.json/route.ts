import { noSuchPage } from "@/app/(public)/doors";
import { publicDb } from "@/app/context";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";
import { readVersion } from "@/status/public/read-version";

export const dynamic = "force-dynamic";

/** Where no front answers it: whether what readers see is confirmed. Really asks the database. */
export async function GET(_request: Request, { params }: { params: Promise<{ audience: string }> }) {
  const headers = {
    ...{ "cache-control": "no-store", "access-control-allow-origin": "*" },
    ...plainHeaders(env().PUBLIC_URL),
  };
  try {
    const read = await readVersion(await publicDb(), (await params).audience);
    if (!read) return noSuchPage();
    const confirmedAt = new Date().toISOString();
    return Response.json({ version: read.version, confirmedAt, confirmed: true }, { headers });
  } catch {
    return Response.json({ confirmed: false }, { status: 503, headers });
  }
}
