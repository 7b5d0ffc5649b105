import { database } from "@/app/context";
import { publish } from "@/app/publish";
import { openChannels } from "@/communications/channels/open-channels";
import { tick } from "@/communications/tick";
import { drain } from "@/communications/work";
import { bearerMatches } from "@/lib/bearer";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";
/** Seconds the platform gives us; the work stops well before. */
export const maxDuration = 60;
const workMilliseconds = 45_000;

/**
 * The clock's door where no worker runs: one step of the same clock, then letters until the time is up. Vercel
 * calls it by GET with CRON_SECRET; calling it twice does nothing twice. Strangers get a 404.
 */
export async function GET(request: Request): Promise<Response> {
  if (!mayKnock(request.headers.get("authorization"))) return new Response(null, { status: 404 });
  const began = Date.now();
  const db = await database();
  const { faults } = await tick({ db, now: new Date(began) }, null, async (version) => {
    const answer = await publish(version, "everything");
    if (!answer.published) throw new Error(`Readers were not brought version ${version}: ${answer.reason}`);
    return version;
  });
  const work = { db, transports: openChannels(env()), clock: () => new Date() };
  const letters = await drain(work, { until: new Date(began + workMilliseconds) });
  for (const fault of faults) console.error("Clock:", fault);
  const status = faults.length ? 500 : 200;
  return Response.json(
    { letters, faults: faults.length },
    { status, headers: { "cache-control": "no-store" } },
  );
}

function mayKnock(authorization: string | null): boolean {
  const { CRON_SECRET, INTERNAL_TOKEN } = env();
  return [CRON_SECRET, INTERNAL_TOKEN].some((token) => token && bearerMatches(authorization, token));
}
