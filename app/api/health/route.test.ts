import { beforeAll, expect, test, vi } from "vitest";

beforeAll(() => {
  // Nobody listens on port 1.
  vi.stubEnv("DATABASE_URL", "postgres://drawbridge:a-secret@127.0.0.1:1/drawbridge");
  vi.stubEnv("INTERNAL_TOKEN", "token");
});

test("without a database this process cannot do its work, and tells no address or secret", async () => {
  const { GET } = await import("./route");
  const response = await GET();
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ ok: false, database: "does not answer" });
});

test("without a database the publication is not confirmed", async () => {
  const { GET } = await import("@/app/api/publication/route");
  const response = await GET(new Request("http://app", { headers: { authorization: "Bearer token" } }));
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("without a database the stamp does not confirm", async () => {
  const { GET } = await import("@/app/(public)/p/[audience]/stamp.json/route");
  const response = await GET(new Request("http://app"), { params: Promise.resolve({ audience: "public" }) });
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ confirmed: false });
});

test("without a database no public page is made: the one that is there stays", async () => {
  const { GET } = await import("@/app/(public)/p/[audience]/route");
  const asked = GET(new Request("http://app"), { params: Promise.resolve({ audience: "public" }) });
  await expect(asked).rejects.toThrow();
});
