import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { claimBatch } from "@/communications/deliveries/claim-batch";
import { messageMaker } from "@/communications/deliveries/message-maker";
import { reachPageSize, readReach } from "@/communications/rules/read-reach";
import { Rules } from "@/communications/rules/rule";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { ruleSets } from "@/db/schema/rules";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { updates } from "@/db/schema/updates";
import { postUpdate } from "@/status/incidents/post-update";
import { reviewUpdate } from "@/status/words/review-update";
import { previewWritten, type WrittenUpdate } from "./preview-written";

const scene = stage();
const audienceIds: Record<string, string> = {};

beforeAll(async () => {
  const times = { createdAt: noon, updatedAt: noon };
  for (const [slug, name] of [
    ["executives", "Executives"],
    ["support", "Support"],
  ] as const) {
    const more = {
      slug,
      name,
      kind: "private",
      mayExpectResolution: true,
      timeZone: "Europe/Berlin",
    } as const;
    const [row] = await scene.db
      .insert(audiences)
      .values({ ...more, ...times })
      .returning({ id: audiences.id });
    audienceIds[slug] = row!.id;
  }
  const rules = Rules.parse([
    { id: "s", when: { on: "updated" }, tell: { audiences: ["support"] }, withinMinutes: 45 },
    { id: "f", when: { on: "updated" }, tell: { people: ["finance@larkfield.example"] } },
  ]);
  await scene.db
    .insert(ruleSets)
    .values({ version: 1, state: "active", rules, reason: "For the test", writtenAt: noon });
  await addSubscriber(scene, { address: "reader@reader.example" });
  await addSubscriber(scene, { channel: "sms", address: "+351912345678" });
  for (const [slug, address] of [
    ["executives", "ada@larkfield.example"],
    ["support", "bo@larkfield.example"],
  ] as const)
    await addSubscriber(scene, { audienceId: audienceIds[slug], kind: "stakeholder", address });
});

const services = () => [{ serviceId: scene.checkout, state: "partial_outage" as const }];
const written = (incidentId: string | null): WrittenUpdate => ({
  ...{ incidentId, title: "Half of all card payments fail", type: "availability", status: "identified" },
  ...{ severity: "SEV2", impact: "major", tell: true, regions: [], services: services() },
  ...{ serviceIds: [scene.checkout], audienceIds: [audienceIds.executives!], nextUpdateBy: minutesLater(40) },
  wordings: [
    { audienceId: scene.audienceId, words: "**Half** of all cards fail. Next word by {{promise}}." },
    {
      ...{ audienceId: audienceIds.executives!, words: "It costs. You hear by {{promise}}." },
      nextUpdateBy: minutesLater(90),
    },
  ],
});

test("every message that is shown is the one that is sent: same subject, letter and text", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const work = (minutes: number) => tick({ db: scene.db, now: minutesLater(minutes) }, null, async (v) => v);
  for (let step = 0; step < 3; step++) await work(1);
  await scene.db.delete(personalLetters);

  const liaison = scene.liaison(minutesLater(10));
  const form = written(incidentId);
  const { people } = await readReach(liaison, form);
  expect(people.length).toBeLessThan(reachPageSize);
  expect(people.map(({ address, words }) => [address, words?.audience ?? null])).toEqual([
    ["ada@larkfield.example", "Executives"],
    ["bo@larkfield.example", "Support"],
    ["finance@larkfield.example", null],
    ...people.slice(3).map(({ address, words }) => [address, words?.audience]),
  ]);
  const shown = new Map<string, Awaited<ReturnType<typeof previewWritten>>>();
  for (const one of people)
    shown.set(`${one.recipientId} ${one.channel}`, await previewWritten(liaison, form, one));

  const filled = new Map((await reviewUpdate(liaison, form)).map((one) => [one.audienceId, one.filled]));
  const { title, status, severity, impact, nextUpdateBy } = form;
  const [everybody, executives] = form.wordings;
  const { updateId } = await postUpdate(liaison, {
    ...{ incidentId, title, status, severity, impact, nextUpdateBy, tell: true, services: services() },
    words: filled.get(everybody!.audienceId)!,
    wordings: [{ ...executives!, words: filled.get(executives!.audienceId)! }],
  });
  for (let step = 0; step < 4; step++) expect((await work(10)).faults).toEqual([]);

  const ofIt = eq(deliveries.updateId, updateId);
  for (const job of await scene.db.select().from(deliveries).where(ofIt))
    await claimBatch({ db: scene.db, now: minutesLater(10) }, job);
  const rows = await scene.db.select().from(deliveries).where(ofIt);
  expect(rows.some(({ also }) => also.length > 0)).toBe(true);
  for (const row of rows) {
    const { subject, html, text } = (await messageMaker(liaison, row, [row]))(row);
    const before = shown.get(`${row.recipientId} ${row.channel}`)!;
    expect({ subject: before.subject, html: before.html, text: before.text }, row.address ?? "").toEqual({
      ...{ subject, html, text },
    });
    shown.delete(`${row.recipientId} ${row.channel}`);
  }
  const [notice] = await scene.db
    .select()
    .from(personalLetters)
    .where(eq(personalLetters.kind, "rule_notice"));
  expect(shown.get("finance@larkfield.example email")).toMatchObject({
    ...{ subject: notice!.subject, html: notice!.html, text: notice!.text },
  });
  expect(shown.size, "nobody else was promised a message").toBe(1);
});

test("what is held, and what that had taken along, stands in the message that is shown as in the one that is sent", async () => {
  const times = (minutes: number) => scene.liaison(minutesLater(minutes));
  const work = (minutes: number) => tick({ db: scene.db, now: minutesLater(minutes) }, null, async (v) => v);
  const plan = async (minutes: number) => {
    for (let step = 0; step < 3; step++) await work(minutes);
  };
  const search = (words: string, minutes: number) =>
    openOnCheckout(
      scene,
      {
        ...{ title: "Search is slow", words },
        services: [{ serviceId: scene.search, state: "degraded" }],
      },
      minutesLater(minutes),
    );
  const elsewhere = await search("Results take a minute.", 100);
  const { incidentId } = await openOnCheckout(scene, {}, minutesLater(101));
  const overtaken = await say(scene, incidentId, { words: "Still so." }, minutesLater(102));
  await plan(103);
  // The storm guard held two, and one of this incident had left its words to the newer one.
  const reader = "reader@reader.example";
  const [{ id: readerId } = { id: "" }] = await scene.db
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(eq(subscribers.address, reader));
  const rowOf = (updateId: string) =>
    and(eq(deliveries.updateId, updateId), eq(deliveries.recipientId, readerId));
  const held = { state: "held", heldUntil: minutesLater(160), heldWhy: "storm_guard" } as const;
  for (const { updateId } of [elsewhere, overtaken])
    await scene.db.update(deliveries).set(held).where(rowOf(updateId));
  const [first] = await scene.db
    .select({ id: updates.id })
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), eq(updates.number, 1)));
  await scene.db
    .update(deliveries)
    .set({ state: "merged", mergedInto: overtaken.updateId })
    .where(rowOf(first!.id));
  const waiting = await search("Results are back soon.", 104);
  await plan(105);

  const liaison = times(110);
  const form = { ...written(incidentId), nextUpdateBy: minutesLater(140) };
  const { people } = await readReach(liaison, form);
  const one = people.find(({ address }) => address === reader)!;
  const shown = await previewWritten(liaison, form, one);
  for (const words of ["Results take a minute.", "Cards are declined.", "Still so."])
    expect(shown.text).toContain(words);
  // Of another incident, what is only planned goes by itself.
  expect(shown.text).not.toContain("Results are back soon.");

  const filled = new Map((await reviewUpdate(liaison, form)).map((one) => [one.audienceId, one.filled]));
  const { title, status, severity, impact, nextUpdateBy } = form;
  const [everybody] = form.wordings;
  const { updateId } = await postUpdate(liaison, {
    ...{ incidentId, title, status, severity, impact, nextUpdateBy, tell: true, services: services() },
    words: filled.get(everybody!.audienceId)!,
  });
  await plan(110);
  const [row] = await scene.db.select().from(deliveries).where(rowOf(updateId));
  const { audienceId, channel, batch } = row!;
  await claimBatch({ db: scene.db, now: minutesLater(110) }, { updateId, audienceId, channel, batch });
  const [sending] = await scene.db.select().from(deliveries).where(rowOf(updateId));
  expect(sending).toMatchObject({
    ...{ state: "sending", also: [elsewhere.updateId, first!.id, overtaken.updateId] },
  });
  const { subject, html, text } = (await messageMaker(liaison, sending!, [sending!]))(sending!);
  expect({ subject: shown.subject, html: shown.html, text: shown.text }).toEqual({ subject, html, text });
  expect(waiting.updateId).not.toBe(updateId);
});

test("of a new incident everything is shown but the ids that nothing has yet", async () => {
  const form = { ...written(null), wordings: written(null).wordings.slice(0, 1), audienceIds: [] };
  const { people } = await readReach(scene.liaison(), form);
  const reader = people.find(({ address }) => address === "reader@reader.example")!;
  const shown = await previewWritten(scene.liaison(), form, reader);
  expect(shown.html).toContain("<strong>Half</strong> of all cards fail.");
  expect(shown.text).toContain("you chose all services");
});

test("whom it does not reach has no message, and who may only look is shown nobody's", async () => {
  const form = written(null);
  const nobody = { recipientId: "zzzzzzzzzzzz", channel: "email" } as const;
  await expect(previewWritten(scene.liaison(), form, nobody)).rejects.toMatchObject({ code: "not_reached" });
  await expect(previewWritten(scene.liaison(), { ...form, tell: false }, nobody)).rejects.toMatchObject({
    code: "not_reached",
  });
  const viewer = { kind: "user", id: "x", role: "viewer", name: "V" } as const;
  await expect(previewWritten({ ...scene.liaison(), actor: viewer }, form, nobody)).rejects.toMatchObject({
    code: "not_allowed",
  });
});
