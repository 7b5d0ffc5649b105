/**
 * `npm run bench:publish`: how long from the click to each reader. Starts the built product, holds 50
 * reading connections, posts 200 updates by the same verb and the same publication call that the desk's form
 * makes, and watches every surface. Last line: JSON.
 */
import { eq } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import type { Context } from "@/db/context";
import { services, users } from "@/db/schema";
import { type Stack, startStack } from "@/e2e/stack";
import { newId } from "@/lib/ids";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { quantile } from "./quantile";
import { read, startReaderProcess } from "./readers";

const updateCount = Number(process.env.UPDATES ?? 200);
const connections = 50;
const minutes = 60_000;

const stack = await startStack({ demo: true });
try {
  const database = await openDatabase(stack.databaseUrl);
  const [owner] = await database.db.select().from(users).where(eq(users.role, "owner"));
  const [service] = await database.db.select().from(services).limit(1);
  const context = (): Context => ({
    db: database.db,
    actor: { kind: "user", id: owner!.id, role: "owner", name: owner!.name ?? "Owner" },
    now: new Date(),
  });
  const facts = (number: number) => ({
    status: "investigating" as const,
    severity: "SEV2" as const,
    impact: "major" as const,
    words: `Measurement number ${number}: some checkouts fail.`,
    services: [{ serviceId: service!.id, state: "partial_outage" as const }],
    nextUpdateBy: new Date(Date.now() + 20 * minutes),
    tell: false,
    onceKey: newId(),
  });

  const opened = await openIncident(context(), { title: "A measured incident", ...facts(0) });
  await publish(stack, opened.version);
  const surfaces = [
    "/",
    `/incidents/${opened.incidentId}`,
    "/api/v2/summary.json",
    "/api/v2/incidents.json",
    "/history.atom",
    "/history.rss",
    "/feed.json",
  ];
  const readers = startReaderProcess(stack.url, surfaces, connections);
  const visible: number[] = [];
  const acknowledged: number[] = [];
  let staleAtOnce = 0;
  const bySurface = new Map<string, number[]>(surfaces.map((surface) => [surface, []]));

  for (let number = 1; number <= updateCount; number++) {
    const clicked = performance.now();
    const posting = postUpdate(context(), { incidentId: opened.incidentId, ...facts(number) });
    const watching = surfaces.map(async (surface) => {
      const { version } = await posting;
      while ((await read(stack.url, surface)).version < version)
        await new Promise((done) => setTimeout(done, 5));
      const elapsed = performance.now() - clicked;
      bySurface.get(surface)!.push(elapsed);
      visible.push(elapsed);
    });
    const { version } = await posting;
    await publish(stack, version);
    acknowledged.push(performance.now() - clicked);
    readers.expect(version);
    const next = await Promise.all(surfaces.map((surface) => read(stack.url, surface)));
    staleAtOnce += next.filter((reading) => reading.version < version).length;
    await Promise.all(watching);
    if (number % 20 === 0)
      console.log(`${number} of ${updateCount}: p50 ${quantile(visible, 0.5).toFixed(0)} ms`);
  }
  const read50 = await readers.stop();
  for (const [surface, times] of bySurface) {
    console.log(
      `${surface}: p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`,
    );
  }
  await database.close();
  console.log(
    JSON.stringify({
      visible_p50_ms: Math.round(quantile(visible, 0.5)),
      visible_p99_ms: Math.round(quantile(visible, 0.99)),
      acknowledged_p50_ms: Math.round(quantile(acknowledged, 0.5)),
      acknowledged_p99_ms: Math.round(quantile(acknowledged, 0.99)),
      stale_after_ack: read50.stale + staleAtOnce,
      failed_reads: read50.failed,
      reads: read50.reads,
      updates: updateCount,
      connections,
    }),
  );
} finally {
  await stack.stop();
}

/** The call that the desk's form makes before it says "published". */
async function publish({ controlUrl, internalToken }: Stack, version: number): Promise<void> {
  const answer = await fetch(`${controlUrl}/refresh`, {
    method: "POST",
    headers: { authorization: `Bearer ${internalToken}`, "content-type": "application/json" },
    body: JSON.stringify({ version }),
  });
  if (!answer.ok) throw new Error(`The front refused version ${version}: ${await answer.text()}`);
}
