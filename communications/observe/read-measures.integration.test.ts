import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { auditLog, events, senders } from "@/db/schema";
import * as logs from "@/lib/log";
import { makeLog } from "@/lib/log";
import { withWho } from "@/status/audit/with-who";
import { openIncident } from "@/status/incidents/open-incident";
import { readMeasures } from "./read-measures";

const scene = stage();

const measure = async (name: string, now = noon) =>
  (await readMeasures({ db: scene.db, now })).find((one) => one.name === `drawbridge_${name}`)!.values;

test("queue, messages, providers and promises are what the database says", async () => {
  for (let n = 0; n < 3; n++) await addSubscriber(scene);
  await openOnCheckout(scene);
  expect(await measure("events_untold")).toEqual([{ labels: {}, value: 1 }]);
  await tick({ db: scene.db, now: noon }, null, null);
  expect(await measure("events_untold")).toEqual([{ labels: {}, value: 0 }]);
  expect(await measure("deliveries")).toContainEqual({
    labels: { channel: "email", state: "waiting" },
    value: 3,
  });
  expect(await measure("queue_jobs")).toContainEqual({
    labels: { queue: "send-batch", state: "created" },
    value: 1,
  });
  expect(await measure("promises_overdue")).toEqual([{ labels: {}, value: 0 }]);
  expect(await measure("promises_overdue", minutesLater(25))).toEqual([{ labels: {}, value: 1 }]);
  expect(await measure("promise_overdue_seconds", minutesLater(25))).toEqual([{ labels: {}, value: 300 }]);
  await scene.db
    .insert(senders)
    .values({ name: "resend", pausedUntil: minutesLater(1), faultsInRow: 2, toldPerSecond: 5 });
  expect(await measure("provider_rests_seconds")).toEqual([{ labels: { provider: "resend" }, value: 60 }]);
  expect(await measure("provider_limit_per_second")).toEqual([{ labels: { provider: "resend" }, value: 5 }]);
});

test("a request's name goes from the desk into audit log and event, and from there into the worker's log", async () => {
  const request = "a-request-of-tests";
  const ctx = scene.liaison(minutesLater(30));
  const db = withWho(scene.db, { kind: "user", name: "Ines", request });
  const { incidentId } = await openIncident(
    { ...ctx, db },
    {
      ...{ title: "Search is slow", status: "investigating", severity: "SEV3", impact: "minor" },
      ...{ words: "Search is slow.", services: [], nextUpdateBy: minutesLater(60), tell: true },
    },
  );
  const [event] = await scene.db.select().from(events).where(eq(events.incidentId, incidentId));
  expect(event!.requestId).toBe(request);
  const [entry] = await scene.db.select().from(auditLog).where(eq(auditLog.incidentId, incidentId));
  expect(JSON.parse(entry!.body).who.request).toBe(request);
  const lines: string[] = [];
  vi.spyOn(logs, "log").mockReturnValue(makeLog("worker", (line) => lines.push(line)));
  await tick({ db: scene.db, now: minutesLater(31) }, null, null);
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ part: "worker", request, event: event!.id, update: event!.updateId }),
  );
});
