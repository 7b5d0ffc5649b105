import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { makeSecurity } from "@/communications/deliveries/make-security";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { prepareQueue } from "@/communications/queue";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { ensurePublicAudience, makeAudience, makeService, makeSubscriber, makeUser } from "@/db/factories";
import { audiences, deliveries, events, serviceIntervals, services } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import type { Role } from "@/lib/vocabulary";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { letIn } from "@/status/audiences/let-in";
import { openForAudience } from "@/status/audiences/open-for-audience";
import { readPrivatePage } from "@/status/audiences/private/read-private-page";
import { readAudience } from "@/status/audiences/read-audience";
import { listIncidents } from "@/status/incidents/list-incidents";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { offerRole } from "@/status/incidents/roles/offer-role";
import { changedPaths } from "@/status/public/changed-paths";
import { ask, asOf, surfaces } from "./testing/surfaces";

const now = new Date();
const month = now.toISOString().slice(0, 7);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const secret = /sign-in fails|tokens/i;
let db: Db;
let ines: Context;
let olga: Context;
let lea: Context;
let checkout: string;
let board: string;
let support: string;
let incidentId: string;
let updateId: string;
let quiet: Awaited<ReturnType<typeof surfaces>>;

const code = (code: string) => expect.objectContaining({ code });
const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;
async function person(name: string, role: Role): Promise<Context> {
  const { id } = await makeUser(db, { name, role });
  return { db, now, actor: { kind: "user", id, role, name } };
}
const page = async (id: string) => readPrivatePage(db, await readAudience(db, id), now);

beforeAll(async () => {
  const database = await testDatabase();
  ({ db } = database);
  await prepareQueue(database.url);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("UNDO_SECONDS", "0");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  const publicId = (await ensurePublicAudience(db)).id;
  checkout = (await makeService(db, { startDate: "2020-01-01" })).id;
  board = (await makeAudience(db, { name: "Board", mayExpectResolution: true })).id;
  support = (await makeAudience(db, { name: "Support" })).id;
  for (const audienceId of [publicId, board, support]) await makeSubscriber(db, { audienceId });
  [ines, olga, lea] = [
    await person("Ines", "liaison"),
    await person("Olga", "owner"),
    await person("Lea", "liaison"),
  ];
});

test("a public incident, told and seen by all", async () => {
  quiet = await surfaces(month);
  const opened = await openIncident(ines, {
    ...{ title: "Sign-in fails", severity: "SEV2", impact: "major", tell: true, nextUpdateBy: later(30) },
    ...{ words: "Sign-in fails for some.", services: [{ serviceId: checkout, state: "major_outage" }] },
    wordings: [board, support].map((audienceId) => ({ audienceId, words: "Tokens are refused." })),
  });
  ({ incidentId, updateId } = opened);
  const untold = await db.select({ id: events.id }).from(events).orderBy(events.id);
  for (const { id } of untold) await planFanOut({ db, now }, id);
  expect((await ask("/incidents/[id]", { id: incidentId })).status).toBe(200);
  expect((await page(support)).incidents).toHaveLength(1);
});

test("made one of security, with a reason, it is gone from every surface in one version, and goes by its codename", async () => {
  const [before] = await db.select().from(audiences).where(eq(audiences.slug, "public"));
  await expect(makeSecurity(ines, { incidentId, reason: " " })).rejects.toThrow(/Say why/);
  const { version } = await makeSecurity(ines, {
    ...{ incidentId, reason: "The tokens were stolen.", codename: "Quiet Heron" },
  });
  expect(version).toBe(before!.publicVersion + 1);
  for (const [index, { text, status }] of (await surfaces(month)).entries()) {
    expect(text).not.toMatch(secret);
    expect(text).not.toMatch(/heron/i);
    expect(text).not.toContain(incidentId);
    expect(status).toBe(quiet[index]!.status);
    // Before anything happened the feeds bear the date of the page itself.
    const plain = (one: string) =>
      asOf(one)
        .replaceAll(/("version":|data-version=")\d+/g, "")
        .replace(/<lastBuildDate>.*/, "");
    expect(plain(text)).toBe(plain(quiet[index]!.text));
  }
  expect((await ask("/incidents/[id]", { id: incidentId })).status).toBe(404);
  expect((await changedPaths(db, "public", before!.publicVersion, now)).gone).toContain(
    `/incidents/${incidentId}`,
  );
  expect((await listIncidents(ines)).incidents[0]!.title).toBe("Quiet Heron");
});

test("services and their history forget it; what waited to be told is not told", async () => {
  expect((await db.select().from(services))[0]!.state).toBe("operational");
  expect(await db.select().from(serviceIntervals)).toEqual([]);
  const waiting = and(eq(deliveries.updateId, updateId), inArray(deliveries.state, ["planned", "held"]));
  expect(await db.$count(deliveries, waiting)).toBe(0);
  expect(await db.$count(deliveries, eq(deliveries.state, "suppressed"))).toBe(3);
});

test("the history says who did it and why; a second time there is nothing to lock", async () => {
  const [event] = await db.select().from(events).where(eq(events.kind, "incident_locked"));
  expect(event).toMatchObject({
    ...{ actorId: idOf(ines), incidentId },
    details: { reason: "The tokens were stolen.", type: ["availability", "security"] },
  });
  await expect(makeSecurity(ines, { incidentId, reason: "Once more." })).rejects.toThrow(
    code("locked_already"),
  );
});

test("the house sees it by its codename; who is outside does not, though they were written to before", async () => {
  expect((await page(board)).incidents).toMatchObject([{ id: incidentId, title: "Quiet Heron" }]);
  expect((await page(support)).incidents).toEqual([]);
  await openForAudience(ines, { incidentId, audienceId: support, businessImpact: "" });
  expect((await page(support)).incidents).toEqual([]);
});

test("an owner lets an audience in, with a reason, and nobody else does", async () => {
  const wanted = { incidentId, audienceId: support, reason: "They must answer callers." };
  await expect(letIn(ines, wanted)).rejects.toThrow(code("not_allowed"));
  await expect(letIn(olga, { ...wanted, reason: "" })).rejects.toThrow(/Say why/);
  await expect(letIn(olga, { ...wanted, audienceId: board })).rejects.toThrow(code("inside_already"));
  await letIn(olga, wanted);
  expect((await page(support)).incidents).toMatchObject([{ id: incidentId, title: "Quiet Heron" }]);
  const [event] = await db.select().from(events).where(eq(events.kind, "audience_let_in"));
  expect(event).toMatchObject({ actorId: idOf(olga), details: { name: "Support", reason: wanted.reason } });
  for (const { text } of await surfaces(month)) expect(text).not.toMatch(secret);
});

test("who was let in is written to with legal's yes, and only then; who was not, is not at all", async () => {
  const said = {
    ...({ status: "identified", severity: "SEV2", impact: "major" } as const),
    ...{ incidentId, services: [], tell: true, words: null, nextUpdateBy: later(40) },
  };
  const words = "Tell callers that we look into sign-in.";
  const toSupport = { ...said, wordings: [{ audienceId: support, words }] };
  await expect(postUpdate(ines, toSupport)).rejects.toThrow(code("approval_missing"));
  await expect(postUpdate(ines, { ...toSupport, alone: "It cannot wait." })).rejects.toThrow(
    code("approval_missing"),
  );
  const { id: sales } = await makeAudience(db, { name: "Sales" });
  await expect(postUpdate(ines, { ...said, wordings: [{ audienceId: sales, words }] })).rejects.toThrow(
    code("lane_locked"),
  );
  const { offerId } = await offerRole(olga, { incidentId, role: "legal", userId: idOf(lea) });
  await acceptRole(lea, { offerId });
  const { approvalId } = await askApproval(ines, { incidentId, audienceId: support, words });
  await decideApproval(lea, { approvalId, decision: "approved" });
  const posted = await postUpdate(ines, toSupport);
  const [event] = await db.select().from(events).where(eq(events.updateId, posted.updateId));
  await planFanOut({ db, now }, event!.id);
  expect(await db.$count(deliveries, eq(deliveries.updateId, posted.updateId))).toBe(1);
  for (const { text } of await surfaces(month)) expect(text).not.toMatch(/sign-in/i);
});
