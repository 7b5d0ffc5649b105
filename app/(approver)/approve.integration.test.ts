import { beforeAll, expect, test, vi } from "vitest";
import { prepareQueue } from "@/communications/queue";
import { tick } from "@/communications/tick";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { ensurePublicAudience, makeUser } from "@/db/factories";
import { personalLetters } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { askApproval } from "@/status/approvals/ask-approval";
import { readApproval } from "@/status/approvals/read-approvals";
import { openIncident } from "@/status/incidents/open-incident";
import { takeRole } from "@/status/incidents/roles/take-role";

const now = new Date();
let db: Db;
let ines: Context;
const words = "One in eight payments is <script>alert(1)</script> **declined**.";

async function person(name: string): Promise<Context> {
  const { id } = await makeUser(db, { name, email: `${name}@larkfield.example` });
  return { db, now, actor: { kind: "user", id, role: "liaison", name } as Actor };
}

beforeAll(async () => {
  const database = await testDatabase();
  ({ db } = database);
  await prepareQueue(database.url);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  await ensurePublicAudience(db);
  ines = await person("ines");
});

/** Asks Cleo, and answers the key of the letter that she got. */
async function asked() {
  const cleo = await person(`cleo${Math.random().toString(36).slice(2, 8)}`);
  const { incidentId } = await openIncident(ines, {
    ...{
      title: "Cards fail",
      severity: "SEV2",
      impact: "major",
      words: "We look.",
      services: [],
      tell: false,
    },
    nextUpdateBy: new Date(now.getTime() + 600_000),
  });
  await takeRole(cleo, { incidentId, role: "commander" });
  const { id: audienceId } = await ensurePublicAudience(db);
  const { approvalId } = await askApproval(ines, { incidentId, audienceId, words, objectWithinMinutes: 20 });
  for (let i = 0; i < 2; i++) await tick({ db, now }, null, async (version) => version);
  const name = (cleo.actor as Extract<Actor, { kind: "user" }>).name;
  const letters = (await db.select().from(personalLetters)).filter(
    ({ address }) => address === `${name}@larkfield.example`,
  );
  expect(letters).toHaveLength(1);
  const token = /\/approve\/([\w-]+)/.exec(letters[0]!.text)![1]!;
  return { approvalId, token, letter: letters[0]!, name };
}

async function knock(token: string, fields?: Record<string, string>, headers: Record<string, string> = {}) {
  const route = await import("./approve/[token]/route");
  const host = "status.larkfield.example";
  const request = new Request(`https://${host}/approve/${token}`, {
    method: fields ? "POST" : "GET",
    headers: { host, ...(fields && { "sec-fetch-site": "same-origin" }), ...headers },
    body: fields && new URLSearchParams(fields),
  });
  const response = await route[fields ? "POST" : "GET"](request, { params: Promise.resolve({ token }) });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

test("the letter holds the exact words; opening its page, also often, decides nothing and runs nothing", async () => {
  const { token, approvalId, letter, name } = await asked();
  expect(letter.subject).toContain("Your yes or no");
  expect(letter.html).toContain("<strong>declined</strong>");
  expect(letter.html).not.toContain("<script>");
  for (let i = 0; i < 3; i++) {
    const page = await knock(token);
    expect(page.status).toBe(200);
    expect(page.html).toContain("<strong>declined</strong>");
    expect(page.html).toContain(name);
    expect(page.html).not.toContain("<script>alert");
    expect(page.headers.get("cache-control")).toBe("no-store");
  }
  expect((await readApproval(ines, approvalId))!.state).toBe("asked");
});

test("one tap approves in the approver's name, without a session; the second tap finds nothing to decide", async () => {
  const { token, approvalId, name } = await asked();
  expect((await knock(token, { decision: "approved" })).html).toContain("Approved.");
  expect(await readApproval(ines, approvalId)).toMatchObject({ state: "approved", decider: name });
  const again = await knock(token, { decision: "objected", reason: "no" });
  expect([again.status, (await knock(token)).status]).toEqual([410, 410]);
  expect((await readApproval(ines, approvalId))!.state).toBe("approved");
});

test("an objection says what must change; without it the page asks for it", async () => {
  const { token, approvalId } = await asked();
  const bare = await knock(token, { decision: "objected", reason: " " });
  expect(bare.status).toBe(422);
  expect(bare.html).toContain("Say what must change.");
  await knock(token, { decision: "objected", reason: "No numbers." });
  expect(await readApproval(ines, approvalId)).toMatchObject({ state: "objected", reason: "No numbers." });
});

test("another site cannot press the button, and a made-up key opens nothing", async () => {
  const { token, approvalId } = await asked();
  const foreign = await knock(token, { decision: "approved" }, { "sec-fetch-site": "cross-site" });
  expect(foreign.status).toBe(403);
  expect((await knock(`${token.slice(0, -2)}zz`)).status).toBe(410);
  expect((await knock("x", { decision: "approved" })).status).toBe(410);
  expect((await readApproval(ines, approvalId))!.state).toBe("asked");
});
