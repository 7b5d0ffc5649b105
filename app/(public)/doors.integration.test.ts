import { eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import type { Context } from "@/db/context";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { incidents } from "@/db/schema/incidents";
import { services } from "@/db/schema/services";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/ids";
import { changeLinks } from "@/status/incidents/change-links";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";

const now = new Date();
let ctx: Context;
let checkout: string;
let hidden: string;
const token = "a-token-that-only-we-know";

beforeAll(async () => {
  const { db, url } = await testDatabase();
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("INTERNAL_TOKEN", token);
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  [checkout, hidden] = [newId(), newId()];
  const times = { createdAt: now, updatedAt: now };
  await db
    .insert(audiences)
    .values({ slug: "public", kind: "public", name: "Larkfield", ...times })
    .onConflictDoNothing();
  const [page] = await db.select().from(audiences).where(eq(audiences.slug, "public"));
  await db.insert(services).values([
    { id: checkout, name: "Checkout", position: 1, startDate: "2026-01-01", ...times },
    { id: hidden, name: "Skunkworks", position: 2, startDate: "2026-01-01", ...times },
  ]);
  await db.insert(audienceServices).values({ audienceId: page!.id, serviceId: checkout });
  const [user] = await db
    .insert(users)
    .values({ name: "Mara", email: "mara@larkfield.example", role: "owner", ...times })
    .returning();
  ctx = { db, now, actor: { kind: "user", id: user!.id, role: "owner", name: "Mara" } };
});

/** Asks a door as Next does. */
async function ask(path: string, params: Record<string, string | string[]> = {}, headers: HeadersInit = {}) {
  const door = await import(/* @vite-ignore */ `../${path}/route.ts`);
  const request = new Request("http://app", { headers });
  return (await door.GET(request, {
    params: Promise.resolve({ audience: "public", ...params }),
  })) as Response;
}
const publicDoor = (path: string, params = {}) => ask(`(public)/p/[audience]${path}`, params);
const secretly = { authorization: `Bearer ${token}` };

async function openCheckoutIncident() {
  return openIncident(ctx, {
    title: "Checkout is failing for some customers",
    severity: "SEV1",
    impact: "critical",
    words: "One in eight card payments is **declined**.",
    services: [
      { serviceId: checkout, state: "partial_outage" },
      { serviceId: hidden, state: "major_outage" },
    ],
    nextUpdateBy: new Date(now.getTime() + 20 * 60_000),
    tell: true,
  });
}

test("calm before, and every surface tells the incident after, without its severity, a hidden service or the responders' links", async () => {
  expect(await (await publicDoor("")).text()).toContain("Everything is working");
  const { incidentId, updateId, version } = await openCheckoutIncident();
  const links = { bridgeUrl: "https://meet.bridge.example/", chatUrl: "https://chat.bridge.example/" };
  await changeLinks(ctx, { incidentId, ...links });
  const surfaces = {
    home: await publicDoor(""),
    permalink: await publicDoor("/incidents/[id]", { id: incidentId }),
    history: await publicDoor("/history"),
    month: await publicDoor("/history/[month]", { month: now.toISOString().slice(0, 7) }),
    summary: await publicDoor("/api/v2/[...endpoint]", { endpoint: ["summary.json"] }),
    unresolved: await publicDoor("/api/v2/[...endpoint]", { endpoint: ["incidents", "unresolved.json"] }),
    atom: await publicDoor("/history.atom"),
    rss: await publicDoor("/history.rss"),
    json: await publicDoor("/feed.json"),
  };
  for (const [name, response] of Object.entries(surfaces)) {
    const text = await response.text();
    expect(response.status, name).toBe(200);
    expect(Number(response.headers.get("x-drawbridge-version")), name).toBeGreaterThanOrEqual(version);
    expect(Date.parse(response.headers.get("x-drawbridge-modified")!), name).toBeGreaterThan(0);
    expect(text, name).toContain("Checkout is failing for some customers");
    expect(text, name).not.toMatch(/SEV1|Skunkworks|Mara|bridge\.example/);
    if (["atom", "rss", "json"].includes(name)) expect(text, name).toContain(`:update/${updateId}`);
  }
});

test("the status never says all is well while a critical incident is open", async () => {
  const { status } = await (await publicDoor("/api/v2/[...endpoint]", { endpoint: ["status.json"] })).json();
  expect(status).toEqual({ indicator: "critical", description: "Major Service Outage" });
  expect(await (await publicDoor("/favicon.svg")).text()).toContain("#a4122a");
});

test("an update is read at once, although the facts were kept a moment before", async () => {
  const { incidentId } = await openCheckoutIncident();
  await publicDoor("");
  const words = `We undid the change ${newId()}.`;
  await postUpdate(
    { ...ctx, now: new Date(now.getTime() + 1000) },
    {
      incidentId,
      status: "monitoring",
      severity: "SEV1",
      impact: "critical",
      words,
      services: [{ serviceId: checkout, state: "degraded" }],
      nextUpdateBy: new Date(now.getTime() + 30 * 60_000),
      tell: false,
    },
  );
  expect(await (await publicDoor("/incidents/[id]", { id: incidentId })).text()).toContain(words);
  expect(await (await publicDoor("/history.atom")).text()).toContain(words);
});

test("what does not exist is a 404 in our look, and an impossible id is not even looked up", async () => {
  for (const [path, params] of [
    ["/incidents/[id]", { id: "aaaaaaaaaaaa" }],
    ["/incidents/[id]", { id: "'; drop table" }],
    ["/maintenances/[id]", { id: "aaaaaaaaaaaa" }],
    ["/maintenances/[id]/calendar.ics", { id: "aaaaaaaaaaaa" }],
    ["/history/[month]", { month: "1999-01" }],
    ["/404", {}],
  ] as const) {
    const response = await publicDoor(path, params);
    expect(response.status, path).toBe(404);
    expect(await response.text(), path).toContain("There is no page here");
  }
});

test("an audience without a public page has none", async () => {
  expect((await publicDoor("", { audience: "executives" })).status).toBe(404);
});

test("machines on other sites may read the API, feeds and calendar, but not embed the page", async () => {
  for (const path of ["/history.atom", "/feed.json", "/maintenance.ics"])
    expect((await publicDoor(path)).headers.get("access-control-allow-origin")).toBe("*");
  const home = await publicDoor("");
  expect(home.headers.get("access-control-allow-origin")).toBeNull();
  expect(home.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(home.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a promise that lapsed seconds after the last read is overdue, though nobody said that all is to be read anew", async () => {
  const { nextUpdateBy } = await openCheckoutIncident().then(
    async ({ incidentId }) => (await ctx.db.select().from(incidents).where(eq(incidents.id, incidentId)))[0]!,
  );
  const homeAt = async (milliseconds: number) => {
    vi.setSystemTime(nextUpdateBy!.getTime() + milliseconds);
    return (await publicDoor("")).text();
  };
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    expect(await homeAt(-1_000)).not.toContain('data-late="yes"');
    expect(await homeAt(1_000)).toContain('data-late="yes"');
  } finally {
    vi.useRealTimers();
  }
});

test("the publication's version, promises and paths are told only to those who hold the token", async () => {
  const { incidentId, version } = await openCheckoutIncident();
  for (const path of ["api/publication", "api/publication/paths"]) {
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, {}, { authorization: "Bearer wrong" })).status).toBe(404);
  }
  const told = await (await ask("api/publication", {}, secretly)).json();
  expect(told).toMatchObject({ version });
  const [incident] = await ctx.db.select().from(incidents).where(eq(incidents.id, incidentId));
  expect(told.promises).toContain(incident!.nextUpdateBy!.toISOString());
  const { paths } = await (await ask("api/publication/paths", {}, secretly)).json();
  expect(paths).toContain(`/incidents/${incidentId}`);
});

test("health and stamp answer from the database", async () => {
  expect(await (await ask("api/health")).json()).toEqual({ ok: true });
  expect(await (await publicDoor("/stamp.json")).json()).toMatchObject({ confirmed: true });
});
