import { eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { prepareQueue } from "@/communications/queue";
import { requestSubscription } from "@/communications/subscribers/request-subscription";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { ensurePublicAudience, makeAudience, makeService, makeSubscriber, makeUser } from "@/db/factories";
import { audiences, deliveries, events, personalLetters, wordings } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import type { Role } from "@/lib/vocabulary";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { correctUpdate } from "@/status/incidents/correct-update";
import { listIncidents } from "@/status/incidents/list-incidents";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { releaseIncident } from "@/status/incidents/release-incident";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { offerRole } from "@/status/incidents/roles/offer-role";
import { changedPaths } from "@/status/public/changed-paths";
import { api, ask, asOf, surfaces } from "./testing/surfaces";

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const secret = /burglary|heron|stolen|passwords/i;
let db: Db;
let ines: Context;
let ruth: Context;
let lea: Context;
let olga: Context;
let checkout: string;
let publicId: string;
let insiders: string;
let account: string;
let incidentId: string;

async function person(name: string, role: Role): Promise<Context> {
  const { id } = await makeUser(db, { name, role });
  return { db, now, actor: { kind: "user", id, role, name } };
}
const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;
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
  insiders = (await makeAudience(db, { name: "Executives", mayExpectResolution: true })).id;
  account = (await makeAudience(db, { name: "Acme", account: "acme" })).id;
  for (const audienceId of [publicId, insiders, account]) await makeSubscriber(db, { audienceId });
  [ines, ruth] = [await person("Ines", "liaison"), await person("Ruth", "liaison")];
  [lea, olga] = [await person("Lea", "liaison"), await person("Olga", "owner")];
});

const month = now.toISOString().slice(0, 7);
const facts = { severity: "SEV1", impact: "critical", tell: true } as const;
const affected = () => [{ serviceId: checkout, state: "major_outage" as const }];

async function tellAll() {
  const untold = await db.select({ id: events.id }).from(events).orderBy(events.id);
  for (const { id } of untold) await planFanOut({ db, now }, id);
}

test("opened, it changes nothing on any surface: state, version, months, and not one byte but the clock's", async () => {
  const before = await surfaces(month);
  const [page] = await db.select().from(audiences).where(eq(audiences.slug, "public"));
  const opened = await openIncident(ines, {
    ...facts,
    ...{ title: "Burglary of the password store", type: "security", codename: "Quiet Heron" },
    ...{ words: "Passwords were stolen.", services: affected(), nextUpdateBy: later(30) },
    wordings: [{ audienceId: insiders, words: "Passwords were stolen: board call at noon." }],
  });
  incidentId = opened.incidentId;
  const after = await surfaces(month);
  for (const [index, { text, status, headers }] of after.entries()) {
    expect(text).not.toMatch(secret);
    expect(status).toBe(before[index]!.status);
    expect(asOf(text)).toBe(asOf(before[index]!.text));
    expect(asOf(headers)).toBe(asOf(before[index]!.headers));
  }
  const [now] = await db.select().from(audiences).where(eq(audiences.slug, "public"));
  expect([now!.publicVersion, now!.updatedAt]).toEqual([page!.publicVersion, page!.updatedAt]);
});

test("its address answers what an address that never existed answers, byte for byte", async () => {
  const [locked, unknown] = [
    await ask("/incidents/[id]", { id: incidentId }),
    await ask("/incidents/[id]", { id: "zzzzzzzzzzzz" }),
  ];
  expect(locked.status).toBe(404);
  expect(asOf(locked.text.replaceAll(incidentId, "ID"))).toBe(
    asOf(unknown.text.replaceAll("zzzzzzzzzzzz", "ID")),
  );
  expect(asOf(locked.headers)).toBe(asOf(unknown.headers));
  const one = await api("incidents", `${incidentId}.json`);
  const none = await api("incidents", "zzzzzzzzzzzz.json");
  expect([one.status, one.text]).toEqual([none.status, none.text]);
  const { paths } = await changedPaths(db, "public", null, now);
  expect(paths.join()).not.toContain(incidentId);
});

test("nobody can follow it, and asking is answered as for an incident that never was", async () => {
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
  expect(await db.select().from(personalLetters)).toEqual([]);
});

test("only insiders are told, by the codename; customers and the public get no row and no letter", async () => {
  await postUpdate(ines, {
    ...facts,
    ...{ incidentId, status: "identified", words: "The stolen passwords are old.", services: affected() },
    nextUpdateBy: later(40),
  });
  await tellAll();
  const told = await db.select().from(deliveries);
  expect(new Set(told.map(({ audienceId }) => audienceId))).toEqual(new Set([insiders]));
  const frozen = await db.select().from(wordings);
  expect(frozen.every(({ audienceId }) => audienceId === insiders)).toBe(true);
  expect(frozen.map(({ subject }) => subject).join()).not.toMatch(/burglary/i);
});

test("a customer's account is not written to, also when somebody tries", async () => {
  const update = { ...facts, incidentId, status: "identified", words: "Inside.", services: [] } as const;
  const wordings = [{ audienceId: account, words: "Your passwords were stolen." }];
  await expect(
    postUpdate(ines, { ...update, services: [], nextUpdateBy: later(40), wordings }),
  ).rejects.toThrow(code("lane_locked"));
});

test("the desk calls it by its codename everywhere but on its own page, and does not find it by its title", async () => {
  const { incidents } = await listIncidents(ines);
  expect(incidents.map(({ title }) => title)).toEqual(["Quiet Heron"]);
  expect((await listIncidents(ines, { search: "Burglary" })).total).toBe(0);
  expect((await listIncidents(ines, { search: "heron" })).total).toBe(1);
});

test("who wrote cannot release it; a second person can, and even then nothing is seen before legal said yes", async () => {
  const title = "Some passwords must be changed";
  await expect(releaseIncident(ines, { incidentId, title })).rejects.toThrow(code("second_person"));
  const before = await surfaces(month);
  await releaseIncident(ruth, { incidentId, title });
  const after = await surfaces(month);
  expect(after.map(({ text }) => asOf(text))).toEqual(before.map(({ text }) => asOf(text)));
  const update = { ...facts, incidentId, status: "identified", nextUpdateBy: later(50) } as const;
  const words = "Please change your word of passage.";
  const post = (by: Context, more: object = {}) =>
    postUpdate(by, { ...update, services: affected(), words, ...more });
  await expect(post(ines)).rejects.toThrow(code("approval_missing"));
  await expect(post(ines, { alone: "It burns." }), "no break-glass").rejects.toThrow(
    code("approval_missing"),
  );
  await expect(post(ruth)).rejects.toThrow(code("second_person"));
  const question = { incidentId, audienceId: publicId, words };
  await expect(askApproval(ines, question)).rejects.toThrow(code("approver_missing"));
  const { offerId } = await offerRole(olga, { incidentId, role: "legal", userId: idOf(lea) });
  await acceptRole(lea, { offerId });
  await expect(askApproval(ines, { ...question, objectWithinMinutes: 5 })).rejects.toThrow(
    code("silence_is_no_yes"),
  );
  const { approvalId } = await askApproval(ines, question);
  await expect(decideApproval(olga, { approvalId, decision: "approved" })).rejects.toThrow(code("not_yours"));
  await decideApproval(lea, { approvalId, decision: "approved" });
  expect((await ask("")).text).not.toContain(title);
  await post(ines);
});

test("then readers see the approved words and nothing that was said before, as words or state", async () => {
  const page = await ask("/incidents/[id]", { id: incidentId });
  expect(page.status).toBe(200);
  expect(page.text).toContain("Please change your word of passage.");
  for (const { text } of [page, ...(await surfaces(month))])
    expect(text).not.toMatch(/burglary|heron|stolen|old\./i);
  expect((await ask("/history.atom")).text).toContain("Some passwords must be changed".slice(0, 4));
  await tellAll();
  const told = await db.select().from(deliveries);
  expect(told.some(({ audienceId }) => audienceId === publicId)).toBe(true);
  expect(told.some(({ audienceId }) => audienceId === account)).toBe(false);
});

test("what was said inside cannot be corrected into the open", async () => {
  const { incidents } = await listIncidents(ines);
  expect(incidents[0]!.title).toBe("Some passwords must be changed");
  const [first] = await db.select().from(events).where(eq(events.kind, "incident_opened"));
  const words = "Please change your word of passage again.";
  const { approvalId } = await askApproval(ines, { incidentId, audienceId: publicId, words });
  await decideApproval(lea, { approvalId, decision: "approved" });
  await expect(correctUpdate(ines, { updateId: first!.updateId!, words })).rejects.toThrow(
    code("update_inside"),
  );
});
