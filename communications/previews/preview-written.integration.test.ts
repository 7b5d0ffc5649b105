import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { messageMaker } from "@/communications/deliveries/message-maker";
import { reachPageSize, readReach } from "@/communications/rules/read-reach";
import { Rules } from "@/communications/rules/rule";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { ruleSets } from "@/db/schema/rules";
import { personalLetters } from "@/db/schema/subscribers";
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

  const rows = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
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
