import { Gauge, Registry } from "prom-client";
import { database } from "@/app/context";
import { type Measure, readMeasures } from "@/communications/observe/read-measures";
import { bearerMatches } from "@/lib/bearer";
import { env } from "@/lib/env";
import { innermostReason } from "@/lib/innermost-reason";
import { log } from "@/lib/log";
import { logChanges } from "@/lib/log-changes";
import { within } from "@/lib/within";

export const dynamic = "force-dynamic";

const patienceMilliseconds = 3_000;

/** A gauge says that something is wrong, not what: that is in the log, once for each change. */
const say = logChanges("What the database measures cannot be read", (line) => log().error(line));

/** What the database knows, as Prometheus reads it: for our front, or for whoever brings METRICS_TOKEN. Strangers get a 404. */
export async function GET(request: Request): Promise<Response> {
  if (!mayKnock(request.headers.get("authorization"))) return new Response(null, { status: 404 });
  const registry = new Registry();
  const up = new Gauge({
    name: "drawbridge_database_up",
    help: "1 while the database answers.",
    registers: [registry],
  });
  const measures = await measured();
  up.set(measures ? 1 : 0);
  for (const { name, help, values } of measures ?? []) {
    const labelNames = [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of values) gauge.set(labels, value);
  }
  const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
  return new Response(await registry.metrics(), { headers });
}

/** What the database knows; null, and why in the log, when that cannot be read in time. */
async function measured(): Promise<Measure[] | null> {
  try {
    const reading = database().then((db) => readMeasures({ db, now: new Date() }));
    const measures = await within(patienceMilliseconds, reading);
    say(null);
    return measures;
  } catch (error) {
    say(innermostReason(error));
    return null;
  }
}

function mayKnock(authorization: string | null): boolean {
  const { METRICS_TOKEN, INTERNAL_TOKEN } = env();
  return [METRICS_TOKEN, INTERNAL_TOKEN].some((token) => token && bearerMatches(authorization, token));
}
