import { eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { retractIncident } from "@/communications/deliveries/retract-incident";
import { undoUpdate } from "@/communications/deliveries/undo-update";
import { prepareQueue } from "@/communications/queue";
import { previewReach } from "@/communications/rules/preview-reach";
import { runDueRules } from "@/communications/rules/run-due-rules";
import { requestSubscription } from "@/communications/subscribers/request-subscription";
import { tick } from "@/communications/tick";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { ensurePublicAudience, makeAudience, makeService, makeSubscriber, makeUser } from "@/db/factories";
import {
  audiences,
  deliveries,
  events,
  incidents,
  ruleSets,
  serviceIntervals,
  services,
  subscribers,
  updates,
} from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { readPrivatePage } from "@/status/audiences/private/read-private-page";
import { readAudience } from "@/status/audiences/read-audience";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readPromises } from "@/status/incidents/read-promises";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { sayNoChange } from "@/status/incidents/say-no-change";
import { allPaths } from "@/status/public/all-paths";
import { changedPaths } from "@/status/public/changed-paths";
import { api, ask, asOf, surfaces } from "./testing/surfaces";

const now = new Date();
const month = now.toISOString().slice(0, 7);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const secret = /acme|ledger export/i;
let db: Db;
let ines: Context;
let checkout: string;
let publicId: string;
let acme: string;
let support: string;
let incidentId: string;
let before: Awaited<ReturnType<typeof surfaces>>;

const code = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  const database = await testDatabase();
  ({ db } = database);
  await prepareQueue(database.url);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("UNDO_SECONDS", "0");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  publicId = (await ensurePublicAudience(db)).id;
  checkout = (await makeService(db, { startDate: "2020-01-01" })).id;
  acme = (await makeAudience(db, { name: "Acme", account: "acme" })).id;
  support = (await makeAudience(db, { name: "Support" })).id;
  for (const audienceId of [publicId, acme, support]) {
    await makeSubscriber(db, { audienceId, ...(audienceId !== publicId && { kind: "stakeholder" }) });
  }
  const { id } = await makeUser(db, { name: "Ines" });
  ines = { db, now, actor: { kind: "user", id, role: "liaison", name: "Ines" } };
});

const facts = { severity: "SEV3", impact: "major", tell: true, words: null } as const;
const affected = () => [{ serviceId: checkout, state: "major_outage" as const }];
const toAcme = (words: string) => [{ audienceId: acme, words }];

async function tellAll() {
  const untold = await db.select({ id: events.id }).from(events).orderBy(events.id);
  for (const { id } of untold) await planFanOut({ db, now }, id);
}
async function told(updateId: string) {
  await tellAll();
  const rows = await db
    .select({ audience: audiences.name })
    .from(deliveries)
    .innerJoin(subscribers, eq(subscribers.id, deliveries.recipientId))
    .innerJoin(audiences, eq(audiences.id, subscribers.audienceId))
    .where(eq(deliveries.updateId, updateId));
  return rows.map(({ audience }) => audience).toSorted();
}
const version = async () =>
  (await db.select().from(audiences).where(eq(audiences.slug, "public")))[0]!.publicVersion;

/** Nothing differs from before but what the clock changes. */
async function unchanged() {
  for (const [index, { text, status, headers }] of (await surfaces(month)).entries()) {
    expect(text).not.toMatch(secret);
    expect(text).not.toContain(incidentId);
    expect(status).toBe(before[index]!.status);
    expect(asOf(text)).toBe(asOf(before[index]!.text));
    expect(asOf(headers)).toBe(asOf(before[index]!.headers));
  }
}

test("opened for private audiences alone, it changes nothing that readers or machines see, and only they are told", async () => {
  before = await surfaces(month);
  const versionBefore = await version();
  const opened = await openIncident(ines, {
    ...{ ...facts, title: "Ledger export of Acme stands still", services: affected() },
    ...{ wordings: toAcme("Your ledger export stands still since noon."), nextUpdateBy: later(30) },
  });
  incidentId = opened.incidentId;
  expect(opened.version).toBe(versionBefore);
  await unchanged();
  expect(await told(opened.updateId)).toEqual(["Acme"]);
});

test("services stay as the public sees them: no state, no spell in the uptime, no overall status", async () => {
  expect((await db.select().from(services))[0]!.state).toBe("operational");
  expect(await db.select().from(serviceIntervals)).toEqual([]);
  expect((await api("status.json")).text).toContain('"none"');
});

test("its address answers what one that never existed answers, and no list of paths holds it", async () => {
  const [hidden, unknown] = [
    await ask("/incidents/[id]", { id: incidentId }),
    await ask("/incidents/[id]", { id: "zzzzzzzzzzzz" }),
  ];
  expect(hidden.status).toBe(404);
  expect(asOf(hidden.text.replaceAll(incidentId, "ID"))).toBe(
    asOf(unknown.text.replaceAll("zzzzzzzzzzzz", "ID")),
  );
  expect((await api("incidents", `${incidentId}.json`)).status).toBe(404);
  for (const since of [null, 0, (await version()) - 1]) {
    const { paths, gone } = await changedPaths(db, "public", since, now);
    expect([...paths, ...gone].join()).not.toContain(incidentId);
  }
  expect((await allPaths(db, "public")).paths.join()).not.toContain(incidentId);
});

test("nobody can follow it from outside", async () => {
  const wish = { address: "eve@example.com", detail: "every_update", scope: "all_services" } as const;
  const follow = (incident: string) =>
    requestSubscription(
      { db, now } as Context,
      { ...wish, channel: "email", incidentId: incident } as never,
    ).then(
      () => "asked",
      (error) => [error.code, error.message],
    );
  expect(await follow(incidentId)).toEqual(await follow("zzzzzzzzzzzz"));
});

test("the account sees it on its page, another audience does not; it is said not to be public", async () => {
  const page = async (id: string) => readPrivatePage(db, await readAudience(db, id), now);
  expect((await page(acme)).incidents).toMatchObject([
    { id: incidentId, isPublic: false, words: [{ html: expect.stringContaining("ledger export") }] },
  ]);
  expect((await page(support)).incidents).toEqual([]);
});

test("no public promise is counted", async () => {
  expect((await readPromises(ines, [incidentId])).map(({ audience }) => audience)).toEqual(["Acme"]);
});

test("what follows stays private: an update, no change, the end, the beginning anew", async () => {
  const said = await postUpdate(ines, {
    ...{ ...facts, incidentId, status: "identified", services: affected() },
    ...{ wordings: toAcme("We know why the ledger export stands."), nextUpdateBy: later(40) },
  });
  expect(await told(said.updateId)).toEqual(["Acme"]);
  const [row] = await db.select().from(incidents).where(eq(incidents.id, incidentId));
  const { revision } = row!;
  const nothing = await sayNoChange(ines, { incidentId, revision }, async () => later(50));
  expect(await told(nothing.updateId)).toEqual(["Acme"]);
  const over = await postUpdate(ines, {
    ...{ ...facts, incidentId, status: "resolved", services: [], wordings: toAcme("It runs again.") },
  });
  expect(await told(over.updateId)).toEqual(["Acme"]);
  await unchanged();
  const again = await reopenIncident(ines, {
    ...{ incidentId, words: "The ledger export stands still again.", services: affected() },
    ...{ nextUpdateBy: later(30), tell: true },
  });
  expect(await told(again.updateId)).toEqual(["Acme"]);
  await tick({ db, now: later(1) }, null, async (asked) => asked);
  await unchanged();
});

test("whom it speaks to must be said", async () => {
  const silent = { ...facts, title: "Nobody", services: [], nextUpdateBy: later(30) };
  await expect(openIncident(ines, silent)).rejects.toThrow(code("words_missing"));
});

test("an update of a public incident can be for private audiences alone, and changes nothing that readers see", async () => {
  const { incidentId: id } = await openIncident(ines, {
    ...{ ...facts, words: "Search is slow.", title: "Search is slow", services: affected() },
    nextUpdateBy: later(30),
  });
  const [shown, versionBefore] = [await ask("/incidents/[id]", { id }), await version()];
  const privately = {
    ...{ ...facts, incidentId: id, status: "investigating" as const, services: affected() },
    ...{ wordings: toAcme("Acme waits longest."), nextUpdateBy: later(55) },
  };
  const { updateId, version: versionAfter } = await postUpdate(ines, privately);
  expect(versionAfter).toBe(versionBefore);
  expect(asOf((await ask("/incidents/[id]", { id })).text)).toBe(asOf(shown.text));
  expect(await told(updateId)).toEqual(["Acme"]);
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id));
  expect(row).toMatchObject({ privateOnly: false, nextUpdateBy: later(30) });
  for (const change of [
    { status: "identified" as const },
    { impact: "critical" as const },
    { title: "Acme waits" },
    { regions: ["Lisbon"] },
    { services: [{ serviceId: checkout, state: "degraded" as const }] },
    { status: "resolved" as const },
  ]) {
    await expect(postUpdate(ines, { ...privately, ...change })).rejects.toThrow(code("public_words_missing"));
  }
  await postUpdate(ines, {
    ...{ ...facts, incidentId: id, status: "resolved", words: "Search is fast.", services: [] },
  });
});

test("the first public words make it public from then on; the private ones before stay private", async () => {
  const versionBefore = await version();
  const counted = await previewReach(ines, {
    ...{
      tell: true,
      incidentId,
      type: "availability",
      status: "identified",
      severity: "SEV2",
      impact: "major",
    },
    ...{ serviceIds: [checkout], audienceIds: [] },
  });
  const { updateId, version: after } = await postUpdate(ines, {
    ...{ ...facts, incidentId, status: "identified", title: "Exports stand still", services: affected() },
    ...{ words: "Exports stand still for some customers.", nextUpdateBy: later(30) },
  });
  expect(after).toBe(versionBefore + 1);
  expect(await told(updateId)).toEqual(["Larkfield"]);
  expect(counted.hears).toBe(1);
  const permalink = await ask("/incidents/[id]", { id: incidentId });
  expect(permalink.status).toBe(200);
  expect(permalink.text).toContain("Exports stand still for some customers.");
  expect((await db.select().from(services))[0]!.state).toBe("major_outage");
  for (const { text } of await surfaces(month)) expect(text).not.toMatch(secret);
  expect((await changedPaths(db, "public", versionBefore, now)).paths).toContain(`/incidents/${incidentId}`);
  const [event] = await db.select().from(events).where(eq(events.updateId, updateId));
  expect(event!.details).toMatchObject({ madePublic: true });
});

test("taken back in time, the words that made it public are gone from every surface, and it is private again", async () => {
  const opened = await openIncident(ines, {
    ...{ ...facts, title: "Acme: backups are late", services: affected() },
    ...{ wordings: toAcme("Your backups are late."), nextUpdateBy: later(30) },
  });
  const made = await postUpdate(ines, {
    ...{ ...facts, incidentId: opened.incidentId, status: "identified", title: "Backups are late" },
    ...{ words: "Backups are late for all.", services: affected(), nextUpdateBy: later(30) },
  });
  expect((await ask("/incidents/[id]", { id: opened.incidentId })).status).toBe(200);
  await db
    .update(updates)
    .set({ undoUntil: later(1) })
    .where(eq(updates.id, made.updateId));
  const undone = await undoUpdate(ines, { updateId: made.updateId });
  expect(undone.version).toBe(made.version + 1);
  expect((await ask("/incidents/[id]", { id: opened.incidentId })).status).toBe(404);
  for (const { text } of await surfaces(month)) expect(text).not.toMatch(/backups/i);
  expect((await changedPaths(db, "public", made.version, now)).gone).toContain(
    `/incidents/${opened.incidentId}`,
  );
  const [row] = await db.select().from(incidents).where(eq(incidents.id, opened.incidentId));
  expect(row).toMatchObject({ privateOnly: true, title: "Acme: backups are late" });
});

test("a false alarm that only private audiences heard of is taken back among them", async () => {
  const quiet = await surfaces(month);
  const opened = await openIncident(ines, {
    ...{ ...facts, title: "Acme: exports stand still", services: affected() },
    ...{ wordings: toAcme("Your exports stand still."), nextUpdateBy: later(30) },
  });
  expect(await told(opened.updateId)).toEqual(["Acme"]);
  await db
    .update(deliveries)
    .set({ state: "sent", address: "it@acme.example" })
    .where(eq(deliveries.updateId, opened.updateId));
  const { updateId } = await retractIncident(ines, {
    ...{ incidentId: opened.incidentId, reason: "A probe was broken.", words: "Nothing was wrong." },
    alone: "Nobody is commander.",
  });
  expect(await told(updateId)).toEqual(["Acme"]);
  for (const [index, { text }] of (await surfaces(month)).entries()) {
    expect(asOf(text)).toBe(asOf(quiet[index]!.text));
  }
});

test("rules run for what is public, and for nothing that is not", async () => {
  const rule = {
    ...{ id: "everybody", when: { on: "opened" }, and: {}, by: [], template: null },
    tell: { audiences: ["support", "public"], people: ["boss@larkfield.example"], roles: [] },
    ...{ withinMinutes: 5, everyMinutes: null },
  };
  await db
    .insert(ruleSets)
    .values({ version: 1, state: "active", rules: [rule], reason: "Test.", writtenAt: now });
  await tellAll();
  expect(await runDueRules({ db, now: later(1) })).toBeGreaterThan(0);
  const ran = await db
    .select({ privateOnly: incidents.privateOnly })
    .from(events)
    .innerJoin(incidents, eq(incidents.id, events.incidentId))
    .where(eq(events.kind, "rule_ran"));
  expect(ran.length).toBeGreaterThan(0);
  expect(ran.filter(({ privateOnly }) => privateOnly)).toEqual([]);
});
