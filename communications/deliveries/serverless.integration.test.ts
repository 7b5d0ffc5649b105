import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listLetters, mailbox } from "@/communications/channels/email/mailbox";
import { lightEngine, prepareQueue } from "@/communications/queue";
import { tick } from "@/communications/tick";
import { drain } from "@/communications/work";
import { openDatabase } from "@/db/client";
import { makeContext, makeService, makeSubscriber, minutesLater } from "@/db/factories";
import { migrate } from "@/db/migrate";
import { deliveries } from "@/db/schema/deliveries";
import { testDatabase } from "@/db/testing/test-database";
import { startWebSocketProxy } from "@/db/testing/websocket-proxy";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readStatus } from "@/status/public/read-status";

process.env.SECRET ??= "a secret for tests only";

// As on Vercel with Neon: every byte between us and PostgreSQL goes through `VercelPool` and a WebSocket.
const { url } = await testDatabase({ empty: true });
const proxy = await startWebSocketProxy();
process.env.DB_WS_PROXY = proxy.address;
await migrate(url);
const database = await openDatabase(url);
delete process.env.DB_WS_PROXY;
// The queue's tables are installed by `npm run db:migrate`, from a machine that speaks TCP.
await prepareQueue(url);
const { db } = database;
afterAll(async () => {
  await (await lightEngine(db)).stop({ graceful: false });
  await database.close();
  await proxy.close();
});

test("over WebSocket from an empty database to the letter: migrate, publish, plan, hand over, each once", async () => {
  const { id: serviceId } = await makeService(db);
  for (const address of ["ana@reader.example", "bo@reader.example"]) await makeSubscriber(db, { address });
  const said = { severity: "SEV2", impact: "major", words: "Cards are declined.", tell: true } as const;
  const services = [{ serviceId, state: "partial_outage" as const }];
  const ctx = await makeContext(db);
  const opened = { ...said, title: "Card payments fail", services, onceKey: "a form of its own" };
  const nextUpdateBy = minutesLater(20);
  const posted = await Promise.all([
    openIncident(ctx, { ...opened, nextUpdateBy }),
    openIncident(ctx, { ...opened, nextUpdateBy }),
  ]);
  expect(posted[1]).toEqual(posted[0]);
  const { incidentId } = posted[0]!;
  await postUpdate(
    { ...ctx, now: minutesLater(10) },
    { ...said, incidentId, status: "resolved", words: "Cards work again.", services: [] },
  );
  expect(await readStatus(db, "public", minutesLater(11))).toMatchObject({
    overall: "operational",
    openIncidents: [],
    pastIncidents: [{ title: "Card payments fail" }],
  });

  const publish = async (version: number) => version;
  const steps = await Promise.all([1, 2].map(() => tick({ db, now: minutesLater(11) }, null, publish)));
  expect(steps.flatMap(({ faults }) => faults)).toEqual([]);
  const directory = await mkdtemp(join(tmpdir(), "mailbox-"));
  const transport = mailbox({ directory, from: "Status <status@larkfield.example>" });
  const work = { db, transports: { email: transport }, clock: () => minutesLater(11) };
  await drain(work, { until: minutesLater(60, new Date()) });
  await drain(work, { until: minutesLater(60, new Date()) });

  const letters = (await listLetters(directory, { limit: 10 })).map(({ to }) => to).toSorted();
  // Nobody had heard of the start when the end came: each gets one letter with both.
  expect(letters).toEqual(["ana", "bo"].map((name) => `${name}@reader.example`));
  const ledger = await db.select({ state: deliveries.state }).from(deliveries);
  expect(ledger.map(({ state }) => state).toSorted()).toEqual(["merged", "merged", "sent", "sent"]);
});
