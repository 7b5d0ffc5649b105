import { beforeAll, expect, test, vi } from "vitest";
import { changePlay } from "@/communications/plays/change-play";
import { prepareQueue } from "@/communications/queue";
import { tick } from "@/communications/tick";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { ensurePublicAudience, makeUser } from "@/db/factories";
import { incidentRoleHolders, personalLetters, summons } from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { openIncident } from "@/status/incidents/open-incident";

const now = new Date();
let db: Db;
let token: string;

async function person(name: string, role: "owner" | "liaison"): Promise<Context> {
  const { id } = await makeUser(db, { name, role, email: `${name.toLowerCase()}@larkfield.example` });
  return { db, now, actor: { kind: "user", id, role, name } as Actor };
}

beforeAll(async () => {
  const database = await testDatabase();
  ({ db } = database);
  await prepareQueue(database.url);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  await ensurePublicAudience(db);
  const [olga, maya] = [await person("Olga", "owner"), await person("Maya", "liaison")];
  const userId = (maya.actor as Extract<Actor, { kind: "user" }>).id;
  await changePlay(olga, {
    ...{ id: null, name: "Everything <b>stops</b>", severity: "SEV1", type: null, audienceIds: [] },
    summon: [{ role: "customer_liaison", people: [{ userId, ways: [{ channel: "email", address: null }] }] }],
    ...{ templateId: null, promiseMinutes: 10, reason: "Decided beforehand." },
  });
  await openIncident(olga, {
    ...{
      title: "Cards fail",
      severity: "SEV1",
      impact: "major",
      words: "We look.",
      services: [],
      tell: false,
    },
  });
  for (let i = 0; i < 2; i++) await tick({ db, now }, null, async (version) => version);
  const [letter] = (await db.select().from(personalLetters)).filter(({ kind }) => kind === "summons");
  expect(letter!.address).toBe("maya@larkfield.example");
  token = /\/summons\/([\w-]+)/.exec(letter!.text)![1]!;
});

async function knock(method: "GET" | "POST", key: string, headers: Record<string, string> = {}) {
  const route = await import("./summons/[token]/route");
  const host = "status.larkfield.example";
  const request = new Request(`https://${host}/summons/${key}`, {
    method,
    headers: { host, ...(method === "POST" && { "sec-fetch-site": "same-origin" }), ...headers },
    ...(method === "POST" && { body: new URLSearchParams() }),
  });
  const response = await route[method](request, { params: Promise.resolve({ token: key }) });
  return { status: response.status, html: await response.text(), headers: response.headers };
}
const state = async () => (await db.select().from(summons))[0]!.state;

test("opening the page, also often (mail scanners do), answers nothing; a made-up key opens nothing", async () => {
  for (let i = 0; i < 3; i++) {
    const page = await knock("GET", token);
    expect(page.status).toBe(200);
    expect(page.html).toContain("You are summoned as customer liaison");
    expect(page.html).not.toContain("<b>stops</b>");
    expect(page.headers.get("cache-control")).toBe("no-store");
  }
  expect((await knock("GET", `${token.slice(0, -2)}zz`)).status).toBe(410);
  expect((await knock("POST", "x")).status).toBe(410);
  expect(await state()).toBe("waiting");
});

test("another site cannot press the button", async () => {
  expect((await knock("POST", token, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect(await state()).toBe("waiting");
});

test("one tap takes the role without a session; the second tap finds that it is taken", async () => {
  const answered = await knock("POST", token);
  expect(answered.status).toBe(200);
  expect(answered.html).toContain("You are customer liaison now.");
  expect(await state()).toBe("acknowledged");
  for (const method of ["POST", "GET"] as const) {
    const again = await knock(method, token);
    expect(again.status).toBe(410);
    expect(again.html).toContain("Maya acknowledged");
  }
  const held = (await db.select().from(incidentRoleHolders)).filter(({ endedAt }) => endedAt === null);
  expect(held).toHaveLength(1);
});
