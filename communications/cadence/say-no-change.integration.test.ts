import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { undoUpdate } from "@/communications/deliveries/undo-update";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { makeAudience, makeUser } from "@/db/factories";
import { cadences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { readIncident } from "@/status/incidents/read-incident";
import { readPromises } from "@/status/incidents/read-promises";
import { sayNoChange } from "@/status/incidents/say-no-change";
import { readIncident as readPublicIncident } from "@/status/public/read-incident";
import { suggestedPromise } from "./suggested-promise";

const scene = stage({ undoSeconds: 10 });

const revisionOf = async (id: string) => (await readIncident(scene.liaison(), id))!.revision;
const press = async (incidentId: string, now: Date, revision?: number, onceKey?: string) =>
  sayNoChange(
    scene.liaison(now),
    { incidentId, revision: revision ?? (await revisionOf(incidentId)), onceKey },
    suggestedPromise,
  );
const toldOf = async (updateId: string) => {
  for (const { id } of await scene.db.select({ id: events.id }).from(events))
    await planFanOut({ db: scene.db, now: minutesLater(600) }, id);
  return scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
};

test("one press says that nothing is new: same facts, the catalogue's words, the cadence's promise", async () => {
  const { incidentId } = await openOnCheckout(scene);
  await say(scene, incidentId, { impact: "minor" }, minutesLater(10));
  await press(incidentId, minutesLater(28));
  const incident = (await readIncident(scene.liaison(), incidentId))!;
  expect(incident.updates[0]).toMatchObject({
    ...{ noChange: true, number: 3, status: "identified", severity: "SEV2", impact: "minor" },
    words: "Nothing new since 12:10. Work goes on; we speak again by 12:50 UTC.",
    nextUpdateBy: minutesLater(50),
    affected: [{ name: "Checkout", state: "partial_outage", previousState: "partial_outage" }],
  });
  expect(incident.nextUpdateBy).toEqual(minutesLater(50));
  // The news that it speaks of stays the last real one, however often it is pressed.
  await press(incidentId, minutesLater(49));
  expect((await readIncident(scene.liaison(), incidentId))!.updates[0]!.words).toContain("since 12:10.");
});

test("while we only watch, it does not claim that work goes on", async () => {
  const { incidentId } = await openOnCheckout(scene);
  await say(scene, incidentId, { status: "monitoring" });
  await press(incidentId, minutesLater(20));
  const words = (await readIncident(scene.liaison(), incidentId))!.updates[0]!.words;
  expect(words).toBe("Nothing new since 12:10. We keep watching; we speak again by 12:40 UTC.");
});

test("subscribers are told of one in an hour, and the page shows each", async () => {
  const reader = await addSubscriber(scene);
  const { incidentId } = await openOnCheckout(scene);
  const first = await press(incidentId, minutesLater(20));
  const second = await press(incidentId, minutesLater(40));
  const third = await press(incidentId, minutesLater(80));
  expect([first.told, second.told, third.told]).toEqual([true, false, true]);
  expect((await toldOf(first.updateId)).map(({ recipientId }) => recipientId)).toContain(reader);
  expect(await toldOf(second.updateId)).toEqual([]);
  expect((await toldOf(third.updateId)).map(({ recipientId }) => recipientId)).toContain(reader);
  expect((await readPublicIncident(scene.db, "public", incidentId, minutesLater(81)))!.updates).toHaveLength(
    4,
  );
});

test("each audience of the incident hears it in its zone, with its own cadence's promise", async () => {
  const { id: audienceId } = await makeAudience(scene.db, { name: "Board", timeZone: "Europe/Berlin" });
  await scene.db.insert(cadences).values({
    ...{ audienceId, severity: "SEV2", status: "investigating", afterMinutes: 0, everyMinutes: 45 },
  });
  const { incidentId } = await openOnCheckout(scene, {
    wordings: [{ audienceId, words: "It costs 4,000 euros an hour." }],
  });
  await press(incidentId, minutesLater(20));
  const [update] = (await readIncident(scene.liaison(), incidentId))!.updates;
  expect(update!.wordings.map(({ words }) => words)).toEqual([
    "Nothing new since 13:00. Work goes on; we speak again by 14:05 CET.",
  ]);
  const owed = await readPromises(scene.liaison(), [incidentId]);
  expect(owed.map(({ audience, by }) => [audience, by])).toEqual([
    [null, minutesLater(40)],
    ["Board", minutesLater(65)],
  ]);
});

test("pressed twice with one key it is said once", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const revision = await revisionOf(incidentId);
  const [one, two] = await Promise.all([
    press(incidentId, minutesLater(5), revision, "one and the same key"),
    press(incidentId, minutesLater(5), revision, "one and the same key"),
  ]);
  expect(two).toEqual(one);
  expect((await readIncident(scene.liaison(), incidentId))!.updates).toHaveLength(2);
});

test("it is refused when the incident changed meanwhile, when it is over, and for who may only look", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const seen = await revisionOf(incidentId);
  await say(scene, incidentId);
  await expect(press(incidentId, minutesLater(15), seen)).rejects.toMatchObject({ code: "incident_changed" });
  await say(scene, incidentId, { status: "resolved", nextUpdateBy: null }, minutesLater(16));
  await expect(press(incidentId, minutesLater(17))).rejects.toMatchObject({ code: "incident_resolved" });
  const { id } = await makeUser(scene.db, { role: "viewer" });
  const viewer = { ...scene.liaison(), actor: { kind: "user", id, role: "viewer", name: "Vera" } } as const;
  await expect(sayNoChange(viewer, { incidentId, revision: 1 }, suggestedPromise)).rejects.toMatchObject({
    code: "not_allowed",
  });
});

test("it is taken back like any other, and then the next one may be told", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const { updateId } = await press(incidentId, minutesLater(10));
  await undoUpdate(scene.liaison(new Date(minutesLater(10).getTime() + 1000)), { updateId });
  const incident = (await readIncident(scene.liaison(), incidentId))!;
  expect(incident.nextUpdateBy).toEqual(minutesLater(20, noon));
  expect(incident.updates).toHaveLength(1);
  expect((await press(incidentId, minutesLater(11))).told).toBe(true);
});
