import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { Rules } from "@/communications/rules/rule";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidentAudiences } from "@/db/schema/incident-people";
import { ruleSets } from "@/db/schema/rules";
import { drafts } from "@/db/schema/users";
import { openForAudience } from "@/status/audiences/open-for-audience";
import { planFanOut } from "./plan-fan-out";
import { undoUpdate } from "./undo-update";

const scene = stage({ undoSeconds: 30 });
let execId: string;

beforeAll(async () => {
  const times = { createdAt: noon, updatedAt: noon };
  const [row] = await scene.db
    .insert(audiences)
    .values({ slug: "executives", kind: "private", name: "Executives", mayExpectResolution: true, ...times })
    .returning({ id: audiences.id });
  execId = row!.id;
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder" });
});
beforeEach(async () => {
  await scene.db.delete(ruleSets);
  await scene.db.update(events).set({ toldAt: noon });
});

const promiseTo = async (incidentId: string) => {
  const [row] = await scene.db
    .select({ nextUpdateBy: incidentAudiences.nextUpdateBy, lastSaidAt: incidentAudiences.lastSaidAt })
    .from(incidentAudiences)
    .where(and(eq(incidentAudiences.incidentId, incidentId), eq(incidentAudiences.audienceId, execId)));
  return row ?? null;
};
const wordings = (minutes: number) => [
  { audienceId: execId, words: "We lose 4,000 euros an hour.", nextUpdateBy: minutesLater(minutes) },
];
const undo = (updateId: string, minutes: number) =>
  undoUpdate(scene.liaison(minutesLater(minutes)), { updateId });

test("a private audience holds the promise again that it was given before", async () => {
  const { incidentId } = await openOnCheckout(scene, { wordings: wordings(40) });
  const before = await promiseTo(incidentId);
  expect(before).toEqual({ nextUpdateBy: minutesLater(40), lastSaidAt: noon });
  const second = await say(scene, incidentId, { wordings: wordings(70) }, minutesLater(10));
  expect(await promiseTo(incidentId)).toMatchObject({ nextUpdateBy: minutesLater(70) });
  await undo(second.updateId, 10.2);
  expect(await promiseTo(incidentId)).toEqual(before);
});

test("one that the update opened hears of it no more; one that was open before holds the incident's promise", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const second = await say(scene, incidentId, { wordings: wordings(70) }, minutesLater(10));
  await undo(second.updateId, 10.2);
  expect(await promiseTo(incidentId)).toBeNull();
  await openForAudience(scene.liaison(minutesLater(11)), {
    incidentId,
    audienceId: execId,
    businessImpact: "Costly",
  });
  const third = await say(scene, incidentId, { wordings: wordings(70) }, minutesLater(12));
  await undo(third.updateId, 12.2);
  expect(await promiseTo(incidentId)).toEqual({ nextUpdateBy: minutesLater(20), lastSaidAt: null });
});

test("what a rule opened with the update is taken back with it: no promise, no message, no words in the draft", async () => {
  const rules = Rules.parse([
    { id: "r", when: { on: "opened" }, tell: { audiences: ["executives"] }, withinMinutes: 5 },
  ]);
  await scene.db
    .insert(ruleSets)
    .values({ version: 1, state: "active", rules, reason: "For the test", writtenAt: noon });
  const { incidentId, updateId } = await openOnCheckout(scene);
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut({ db: scene.db, now: noon }, event!.id);
  expect(await promiseTo(incidentId)).toMatchObject({ nextUpdateBy: minutesLater(5.5) });
  await undo(updateId, 0.2);
  expect(await promiseTo(incidentId)).toBeNull();
  const rows = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
  expect(rows.map(({ state }) => state)).toEqual(["undone"]);
  const [draft] = await scene.db.select().from(drafts).where(eq(drafts.subject, "incident:new"));
  const fields = JSON.parse(draft!.fields);
  expect(fields).toMatchObject({ wordings: [] });
});

test("rows that went with another audience's words are taken back too", async () => {
  await addSubscriber(scene, { audienceId: execId, kind: "stakeholder", address: "both@larkfield.example" });
  await addSubscriber(scene, { address: "both@larkfield.example" });
  const { updateId } = await openOnCheckout(scene, { wordings: wordings(40) });
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut({ db: scene.db, now: noon }, event!.id);
  await undo(updateId, 0.2);
  const rows = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["undone"]));
});
