import { desc, eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { keyFrom } from "@/app/api/api-key";
import type { DeskContext } from "@/app/desk-context";
import { inOwnName } from "@/app/named";
import { invite } from "@/communications/invitations/invite";
import { changePlay } from "@/communications/plays/change-play";
import { writeRule } from "@/communications/rules/write-rule";
import { digestOf, importSubscribers } from "@/communications/subscribers/import/import-subscribers";
import { stage } from "@/communications/testing/stage";
import { verifyChain } from "@/db/audit/verify-chain";
import { makeUser } from "@/db/factories";
import { auditLog } from "@/db/schema/audit";
import { users } from "@/db/schema/users";
import { makeApiKey, revokeApiKey } from "@/status/api-keys/api-keys";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { addAudience } from "@/status/audiences/add-audience";
import { readAudit } from "@/status/audit/read-audit";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { takeRole } from "@/status/incidents/roles/take-role";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { changePage } from "@/status/page/change-page";
import { changePerson } from "@/status/people/change-person";
import { addService } from "@/status/services/add-service";
import { changeService } from "@/status/services/change-service";
import { beginSession } from "@/status/sessions/begin-session";
import { revokeSession } from "@/status/sessions/end-sessions";
import { addProvider, switchProvider } from "@/status/sso/providers";

/**
 * Verbs of every room, really run as the desk's doors run them, and what then stands in the audit log: who, from where,
 * what, before and after. (That no verb is left out, audit.test.ts reads from the sources.)
 */

const scene = stage();
vi.mock("@/app/context", () => ({ database: async () => scene.db }));
// No provider is asked here.
vi.mock("@/status/sso/discover", () => ({ discover: async () => undefined }));

const now = new Date("2026-11-23T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const address = "203.0.113.7";
const door = "/desk/somewhere";

let [ines, tomasz] = [] as unknown as [DeskContext, DeskContext];
/** Somebody at the desk, as the desk's doors know them. */
async function atTheDesk(name: string, role: "owner" | "liaison"): Promise<DeskContext> {
  const { id } = await makeUser(scene.db, { name, role });
  const sessionId = await beginSession(
    { db: scene.db, now },
    { userId: id, way: "password", state: "open", from: { address, agent: "Firefox", device: null } },
  );
  const ctx: DeskContext = {
    ...{ db: scene.db, now },
    actor: { kind: "user", id, role, name },
    session: { id: sessionId, state: "open", way: "password", since: now, lastSeenAt: now },
  };
  return inOwnName(
    ctx,
    new Headers({
      ...{ "x-forwarded-for": `198.51.100.9, ${address}`, "x-desk-path": `${door}?secret=1` },
      "x-request-id": "a-request-of-tests",
    }),
  );
}

const head = async () =>
  (await scene.db.select({ id: auditLog.id }).from(auditLog).orderBy(desc(auditLog.id)).limit(1))[0]?.id ?? 0;

/** What a verb wrote into the log: the entry that says `what`. Each entry of it is this person's, from where they ask. */
async function entryOf<Result>(ctx: DeskContext, what: string, run: () => Promise<Result>) {
  const before = await head();
  const result = await run();
  const all = await readAudit(ines, noFilter, { before: null, limit: 50, timeZone: "UTC" });
  const mine = all.filter(({ id }) => id > before);
  for (const { who } of mine)
    expect(who).toEqual({
      ...{ kind: "user", id: ctx.actor.id, name: ctx.actor.name, role: ctx.actor.role },
      ...{ address, door, session: ctx.session.id, request: "a-request-of-tests" },
    });
  const entry = mine.find((one) => one.what.includes(what));
  expect(entry, `${what} among ${JSON.stringify(mine.map((one) => one.what))}`).toBeDefined();
  return { entry: entry!, result };
}
const noFilter = { person: "", what: "", from: "", until: "" };

type Entry = Awaited<ReturnType<typeof entryOf>>["entry"];
/** The first changed row of a table. */
const rowOf = (entry: Entry, table: string, operation?: string) =>
  entry.changes.find((one) => one.table === table && (!operation || one.operation === operation))?.changes[0];

beforeAll(async () => {
  ines = await atTheDesk("Ines", "owner");
  tomasz = await atTheDesk("Tomasz", "liaison");
});

const said = {
  ...({ severity: "SEV2", impact: "major", words: "Cards are declined.", tell: true } as const),
  nextUpdateBy: later(20),
};
const services = () => [{ serviceId: scene.checkout, state: "partial_outage" as const }];
const open = () =>
  openIncident(tomasz, {
    ...{ title: "Card payments fail", status: "investigating", services: services(), ...said },
  });

test("an incident is opened, and told of again", async () => {
  const { entry, result } = await entryOf(tomasz, "incident_opened", open);
  expect(entry.incidentId).toBe(result.incidentId);
  expect(rowOf(entry, "incidents", "insert")?.after).toMatchObject({
    ...{ title: "Card payments fail", severity: "SEV2", status: "investigating" },
  });
  expect(rowOf(entry, "update_words")?.after).toMatchObject({ words: "Cards are declined." });

  const { entry: next } = await entryOf(tomasz, "incident_updated", () =>
    postUpdate(tomasz, {
      ...{ incidentId: result.incidentId, status: "identified", services: services(), ...said },
      words: "A card processor is down.",
    }),
  );
  expect(rowOf(next, "incidents", "update")).toMatchObject({
    key: { id: result.incidentId },
    before: { status: "investigating" },
    after: { status: "identified" },
  });
  expect(rowOf(next, "update_words")?.after).toMatchObject({ words: "A card processor is down." });
});

test("words are asked a yes for, and get it", async () => {
  const { incidentId } = await open();
  const { entry: role } = await entryOf(ines, "role_taken", () =>
    takeRole(ines, { incidentId, role: "commander" }),
  );
  expect(rowOf(role, "incident_role_holders")?.after).toMatchObject({ role: "commander" });
  const { entry, result } = await entryOf(tomasz, "approval_asked", () =>
    askApproval(tomasz, { incidentId, audienceId: scene.audienceId, words: "We are on it." }),
  );
  expect(rowOf(entry, "approvals")?.after).toMatchObject({ state: "asked", words: "We are on it." });
  const { entry: yes } = await entryOf(ines, "approval_given", () =>
    decideApproval(ines, { approvalId: result.approvalId, decision: "approved" }),
  );
  expect(rowOf(yes, "approvals")).toMatchObject({
    before: { state: "asked" },
    after: { state: "approved", decided_by: ines.actor.id },
  });
});

test("a maintenance is planned", async () => {
  const { entry } = await entryOf(tomasz, "maintenance_scheduled", () =>
    scheduleMaintenance(tomasz, {
      ...{ title: "A faster database", words: "Payouts pause.", serviceIds: [scene.checkout], tell: true },
      ...{ scheduledFor: later(60), scheduledUntil: later(120) },
    }),
  );
  expect(rowOf(entry, "maintenances")?.after).toMatchObject({
    ...{ title: "A faster database", status: "scheduled" },
    scheduled_for: expect.stringContaining("2026-11-23T13:00"),
  });
});

test("a service is added, and called otherwise", async () => {
  const { entry, result } = await entryOf(tomasz, "services_changed", () =>
    addService(tomasz, { name: "Payouts" }),
  );
  expect(rowOf(entry, "services")?.after).toMatchObject({ name: "Payouts" });
  const { entry: renamed } = await entryOf(tomasz, "services_changed", () =>
    changeService(tomasz, {
      serviceId: result.serviceId,
      name: "Bank payouts",
      description: null,
      groupId: null,
    }),
  );
  expect(rowOf(renamed, "services")).toMatchObject({
    ...{ key: { id: result.serviceId }, before: { name: "Payouts" }, after: { name: "Bank payouts" } },
  });
});

test("an audience is added", async () => {
  const { entry } = await entryOf(tomasz, "audience_added", () =>
    addAudience(tomasz, {
      ...{ name: "Board", slug: "board", timeZone: "UTC", language: "en", tone: "", account: "" },
      ...{ mayExpectResolution: false, channels: ["email"], serviceIds: [] },
    }),
  );
  expect(rowOf(entry, "audiences")?.after).toMatchObject({ name: "Board", slug: "board", kind: "private" });
});

test("a rule is written", async () => {
  const { entry } = await entryOf(tomasz, "rule_sets:insert", () =>
    writeRule(tomasz, { when: { on: "opened" }, tell: { audiences: ["public"] } }),
  );
  expect(JSON.stringify(rowOf(entry, "rule_sets")?.after)).toContain('"opened"');
});

test("a play is written, with its reason", async () => {
  const ways = [{ channel: "email" as const, address: null }];
  const { entry } = await entryOf(ines, "play_sets:insert", () =>
    changePlay(ines, {
      ...{
        id: null,
        name: "Major incident",
        severity: "SEV1",
        type: null,
        audienceIds: [],
        templateId: null,
      },
      summon: [{ role: "customer_liaison", people: [{ userId: tomasz.actor.id, ways }] }],
      ...{ promiseMinutes: 15, answerSeconds: 120, reason: "Decided at the review." },
    }),
  );
  expect(rowOf(entry, "play_sets")?.after).toMatchObject({ reason: "Decided at the review." });
});

test("subscribers are imported, and nobody's address is in the log", async () => {
  const file = Buffer.from(
    "channel,address,services,detail,language,confirmed,source,contact\nemail,rita@reader.example,,,,yes,CRM list,\n",
  );
  const { entry } = await entryOf(tomasz, "subscribers:insert", () =>
    importSubscribers(tomasz, file, digestOf(file)),
  );
  expect(rowOf(entry, "subscribers")?.after).toMatchObject({ channel: "email", state: "confirmed" });
  expect(JSON.stringify(entry)).not.toMatch(/rita|CRM list/);
});

test("the page is called otherwise", async () => {
  const { entry } = await entryOf(ines, "page_changed", () =>
    changePage(ines, { name: "Larkfield Pay", timeZone: "UTC", supportUrl: "" }),
  );
  expect(rowOf(entry, "audiences", "update")).toMatchObject({
    before: { name: "Larkfield" },
    after: { name: "Larkfield Pay" },
  });
});

test("a provider of single sign-on is added and switched off; its secret is not in the log", async () => {
  const { entry, result } = await entryOf(ines, "sign_in_providers:insert", () =>
    addProvider(ines, {
      ...{ name: "Company", issuer: "https://login.company.example", clientId: "drawbridge" },
      ...{ clientSecret: "s3same-0pen", domains: "company.example", groupsClaim: "groups", defaultRole: "" },
    }),
  );
  expect(rowOf(entry, "sign_in_providers")?.after).toMatchObject({
    ...{ issuer: "https://login.company.example", client_secret: "(hidden)" },
  });
  expect(JSON.stringify(entry)).not.toMatch(/s3same|sealed1/);
  const { entry: off } = await entryOf(ines, "sign_in_providers:update", () =>
    switchProvider(ines, { id: result.id, active: false }),
  );
  expect(rowOf(off, "sign_in_providers")).toMatchObject({
    before: { active: true },
    after: { active: false },
  });
});

test("somebody is invited, and the link is not in the log", async () => {
  const { entry } = await entryOf(ines, "invitations:insert", () =>
    invite(ines, { email: "new@company.example", role: "viewer" }),
  );
  expect(rowOf(entry, "invitations")?.after).toMatchObject({
    ...{ email: "new@company.example", role: "viewer", token_hash: "(hidden)" },
  });
});

test("a role changes", async () => {
  const { id } = await makeUser(scene.db, { name: "Vera", role: "viewer" });
  const { entry } = await entryOf(ines, "users:update", () => changePerson(ines, { id, role: "liaison" }));
  expect(rowOf(entry, "users")).toEqual({
    ...{ key: { id }, before: { role: "viewer" }, after: { role: "liaison" } },
  });
});

test("a session is revoked", async () => {
  const id = await beginSession(ines, {
    ...{ userId: ines.actor.id, way: "password", state: "open" },
    from: { address, agent: "Firefox", device: null },
  });
  const { entry } = await entryOf(ines, "sessions:update", () => revokeSession(ines, { id }));
  expect(rowOf(entry, "sessions")).toMatchObject({ key: { id }, after: { ended_by: "revoked" } });
});

test("a key is made, what is changed by it is written down under its name, and it is revoked", async () => {
  const { entry, result } = await entryOf(ines, "api_keys:insert", () =>
    makeApiKey(ines, { name: "Monitoring", scopes: ["incidents:write"], days: null }),
  );
  const { id } = rowOf(entry, "api_keys")!.key as { id: string };
  expect(rowOf(entry, "api_keys")?.after).toMatchObject({ name: "Monitoring", secret_hash: "(hidden)" });
  const keyed = await keyFrom(
    new Request("https://status.example/api/v1/incidents?token=x", {
      headers: { authorization: `Bearer ${result.key}`, "x-forwarded-for": address },
    }),
    "incidents:write",
  );
  if (keyed instanceof Response) throw new Error(await keyed.text());
  await keyed.db.transaction((tx) =>
    tx.update(users).set({ name: "by a machine" }).where(eq(users.id, tomasz.actor.id)),
  );
  const filter = { ...noFilter, person: id };
  const found = await readAudit(ines, filter, { before: null, limit: 50, timeZone: "UTC" });
  expect(found).toMatchObject([
    {
      who: {
        ...{ kind: "machine", id, name: "Monitoring", key: `drawbridge_${id}` },
        ...{ address, door: "/api/v1/incidents" },
      },
      what: ["users:update"],
    },
  ]);
  expect(JSON.stringify(found)).not.toContain(result.key.slice(-43));
  const { entry: over } = await entryOf(ines, "api_keys:update", () => revokeApiKey(ines, { id }));
  expect(rowOf(over, "api_keys")?.after).toHaveProperty("revoked_at");
});

test("afterwards the chain is whole, and nothing of all this is nobody's", async () => {
  expect(await verifyChain(scene.pool)).toMatchObject({ whole: true, rows: await head() });
  const { rows } = await scene.pool.query(
    "select count(*)::int as n from audit_log where actor_kind = 'database'",
  );
  expect(rows).toEqual([{ n: 0 }]);
});
