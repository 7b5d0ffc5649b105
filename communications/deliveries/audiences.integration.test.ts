import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Message, Transport } from "@/communications/channels/channel";
import { lightEngine, queueNames } from "@/communications/queue";
import { previewReach } from "@/communications/rules/preview-reach";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { makeAudience } from "@/db/factories";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidentAudiences } from "@/db/schema/incident-people";
import { subscribers } from "@/db/schema/subscribers";
import { updateWords } from "@/db/schema/updates";
import { readIncident as readDeskIncident } from "@/status/incidents/read-incident";
import { readFeed } from "@/status/public/read-feed";
import { readIncident } from "@/status/public/read-incident";
import { readRecent } from "@/status/public/read-recent";
import { readStatus } from "@/status/public/read-status";
import { readUpdates } from "@/status/updates/read-updates";
import { planFanOut } from "./plan-fan-out";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const far = minutesLater(60 * 48);
const publicWords = "Some cards are declined.";
const executiveWords = "We lose about 4,000 euros an hour and expect to be back by three.";

const taken: Message[] = [];
const taker: Transport = {
  ...{
    name: "taker",
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond: null,
    shared: true,
    triesMax: null,
  },
  hand: async (messages) => {
    taken.push(...messages);
    return messages.map(({ id }) => ({ kind: "accepted", providerId: id }));
  },
};
const tell = async () => {
  for (const { id } of await scene.db.select({ id: events.id }).from(events)) await planFanOut(ctx(), id);
  await drain({ db: scene.db, transports: { email: taker }, clock: () => noon }, { until: far });
};
const executives = () => makeAudience(scene.db, { name: "Executives", timeZone: "Europe/Berlin" });
const stakeholder = (audienceId: string, address: string) =>
  addSubscriber(scene, { audienceId, address, kind: "stakeholder" });
const to = (address: string) => taken.filter((message) => message.to === address);

beforeEach(async () => {
  taken.length = 0;
  for (const table of [deliveries, fanOuts, wordings, subscribers]) await scene.db.delete(table);
  await scene.db.update(events).set({ toldAt: noon });
  const engine = await lightEngine(scene.db);
  for (const queue of queueNames) await engine.deleteAllJobs(queue);
});

test("each audience hears its own words, in its own zone, with its own promise and page", async () => {
  const audience = await executives();
  await addSubscriber(scene, { address: "reader@reader.example" });
  await stakeholder(audience.id, "chief@larkfield.example");
  const { updateId } = await openOnCheckout(scene, {
    words: publicWords,
    wordings: [{ audienceId: audience.id, words: executiveWords, nextUpdateBy: minutesLater(30) }],
  });
  await tell();
  expect(taken).toHaveLength(2);
  const [chief] = to("chief@larkfield.example");
  expect(chief!.text).toContain(executiveWords);
  expect(chief!.text).not.toContain(publicWords);
  expect(chief!.text).toContain("13:30");
  expect(chief!.text).toContain(`/s/${audience.slug}`);
  const [reader] = to("reader@reader.example");
  expect(reader!.text).toContain(publicWords);
  for (const secret of [executiveWords, audience.slug, "13:30"]) {
    expect(reader!.html! + reader!.text).not.toContain(secret);
  }
  const told = await scene.db.select().from(fanOuts).where(eq(fanOuts.updateId, updateId));
  expect(told.map(({ planned, sent }) => [planned, sent])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test("what is said to one audience is on no public surface", async () => {
  const audience = await executives();
  const { incidentId } = await openOnCheckout(scene, {
    words: publicWords,
    wordings: [{ audienceId: audience.id, words: executiveWords }],
  });
  const seen = JSON.stringify([
    await readStatus(scene.db, "public", noon),
    await readIncident(scene.db, "public", incidentId, noon),
    await readRecent(scene.db, "public", noon),
    await readFeed(scene.db, "public"),
  ]);
  expect(seen).toContain(publicWords);
  for (const secret of [executiveWords, audience.id, audience.slug, audience.name]) {
    expect(seen).not.toContain(secret);
  }
});

test("an audience hears only what was written to it; the desk sees all of it once", async () => {
  const audience = await executives();
  await stakeholder(audience.id, "chief@larkfield.example");
  const { incidentId } = await openOnCheckout(scene, {
    wordings: [{ audienceId: audience.id, words: executiveWords }],
  });
  await tell();
  await say(scene, incidentId, { words: "We know why." });
  await tell();
  expect(to("chief@larkfield.example")).toHaveLength(1);
  const said = await readUpdates(scene.db, { incidentId });
  expect(said.map(({ wordings }) => wordings.map(({ words }) => words))).toEqual([[], [executiveWords]]);
  expect(await readDeskIncident(scene.liaison(), incidentId)).not.toBeNull();
});

test("the words put the audience on the incident, and a later promise replaces an earlier one", async () => {
  const audience = await executives();
  const wording = { audienceId: audience.id, words: executiveWords };
  const { incidentId } = await openOnCheckout(scene, { wordings: [wording] });
  const rows = () =>
    scene.db.select().from(incidentAudiences).where(eq(incidentAudiences.incidentId, incidentId));
  expect(await rows()).toMatchObject([{ audienceId: audience.id, nextUpdateBy: minutesLater(20) }]);
  await say(scene, incidentId, { wordings: [{ ...wording, nextUpdateBy: minutesLater(45) }] });
  expect(await rows()).toMatchObject([{ nextUpdateBy: minutesLater(45), openedAt: noon }]);
});

test("the public, an archived audience or one that is none cannot be written to, and nothing is posted", async () => {
  const gone = await makeAudience(scene.db, { archivedAt: noon });
  const before = (await scene.db.select().from(updateWords)).length;
  for (const audienceId of [scene.audienceId, gone.id, "zzzzzzzzzzzz"]) {
    await expect(
      openOnCheckout(scene, { wordings: [{ audienceId, words: "Hello." }] }),
    ).rejects.toMatchObject({ code: "audience_unknown" });
  }
  expect((await scene.db.select().from(updateWords)).length).toBe(before);
});

test("the preview counts each audience apart, as the ledger will", async () => {
  const audience = await executives();
  await addSubscriber(scene);
  await stakeholder(audience.id, "chief@larkfield.example");
  await stakeholder(audience.id, "second@larkfield.example");
  const preview = await previewReach(scene.liaison(), {
    ...{ incidentId: null, type: "availability", status: "investigating", severity: "SEV2", impact: "major" },
    ...{ tell: true, serviceIds: [scene.checkout], audienceIds: [audience.id] },
  });
  expect(preview.hears).toBe(3);
  expect(preview.audiences.map(({ hears }) => hears)).toEqual([1, 2]);
  await openOnCheckout(scene, { wordings: [{ audienceId: audience.id, words: executiveWords }] });
  await tell();
  expect(taken).toHaveLength(3);
});
