import { expect, test, vi } from "vitest";
import { makeUser } from "@/db/factories";
import { testDatabase } from "@/db/testing/test-database";
import { makeApiKey } from "@/status/api-keys/api-keys";
import { keyFrom } from "./api-key";
import { GET } from "./v1/key/route";

const { db } = await testDatabase();
vi.mock("@/app/context", () => ({ database: async () => db }));
const { id } = await makeUser(db, { role: "owner" });
const { key } = await makeApiKey(
  { db, now: new Date(), actor: { kind: "user", id, role: "owner", name: "Ines" } },
  { name: "Monitoring", scopes: ["signals:write"], days: 1 },
);
const asking = (header: string | null, from = "203.0.113.1") =>
  new Request("http://app/api/v1/key", {
    headers: { "x-forwarded-for": from, ...(header && { authorization: header }) },
  });

test("a key says what it is good for; without one nobody is told anything", async () => {
  const answer = await GET(asking(`Bearer ${key}`));
  expect(await answer.json()).toEqual({ name: "Monitoring", scopes: ["signals:write"] });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const refused = await GET(asking(null));
  expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
});

test("a key that is good for something else is refused with the scope that it lacks", async () => {
  const refused = (await keyFrom(asking(`Bearer ${key}`), "incidents:write")) as Response;
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("incidents:write");
  expect(await keyFrom(asking(`Bearer ${key}`), "signals:write")).toMatchObject({ name: "Monitoring" });
});

test("a network that tries wrong keys is refused for a while, whatever it brings; others are not", async () => {
  const from = "203.0.113.66";
  const wrong = `Bearer drawbridge_aaaaaaaaaaaa_${"x".repeat(43)}`;
  for (let n = 0; n < 30; n++) expect((await GET(asking(wrong, from))).status).toBe(401);
  const refused = await GET(asking(`Bearer ${key}`, from));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(60);
  expect((await GET(asking(`Bearer ${key}`))).status).toBe(200);
});
