import type { NextApiRequest, NextApiResponse } from "next";
import { beforeAll, expect, test, vi } from "vitest";
import { GET as home } from "@/app/(public)/p/[audience]/route";
import type { Db } from "@/db/client";
import { makeIncident } from "@/db/factories";
import { audiences } from "@/db/schema/audiences";
import { testDatabase } from "@/db/testing/test-database";
import handler from "@/pages/api/regenerate";

let database: Db;
const token = "a-token-that-only-we-know";

beforeAll(async () => {
  const { db, url } = await testDatabase();
  database = db;
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("INTERNAL_TOKEN", token);
  const now = new Date();
  await db
    .insert(audiences)
    .values({ slug: "public", kind: "public", name: "Larkfield", createdAt: now, updatedAt: now })
    .onConflictDoNothing();
});

type Asked = { body?: unknown; method?: string; authorization?: string };

/** Asks the handler; `revalidate` plays Next's part. */
async function ask(
  { body = { since: null }, method = "POST", authorization = `Bearer ${token}` }: Asked,
  revalidate: (path: string) => Promise<void> = async () => {},
) {
  const revalidated: string[] = [];
  const answer = { status: 200, body: undefined as unknown };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    json(value: unknown) {
      answer.body = value;
    },
    end() {},
    revalidate: async (path: string) => {
      revalidated.push(path);
      await revalidate(path);
    },
  };
  await handler(
    { method, headers: { authorization }, body } as NextApiRequest,
    response as unknown as NextApiResponse,
  );
  return { ...answer, revalidated };
}

test("without the token, or by another method, the address does not exist", async () => {
  for (const asked of [{ authorization: "Bearer wrong" }, { authorization: "" }, { method: "GET" }]) {
    const answer = await ask(asked);
    expect([answer.status, answer.revalidated]).toEqual([404, []]);
  }
});

test("a question it does not understand is refused", async () => {
  expect((await ask({ body: { since: "yesterday" } })).status).toBe(400);
});

test("every page read often is regenerated where Next keeps it, and told by its readers' path", async () => {
  const { status, body, revalidated } = await ask({});
  expect(status).toBe(200);
  expect(body).toMatchObject({
    version: expect.any(Number),
    paths: expect.arrayContaining(["/", "/feed.json", "/404"]),
  });
  expect(revalidated).toEqual(expect.arrayContaining(["/p/public", "/p/public/feed.json", "/p/public/404"]));
});

test("the clock may ask for the front page although nothing changed", async () => {
  const { body } = await ask({ body: { since: 1_000_000, refresh: true } });
  expect((body as { paths: string[] }).paths).toContain("/");
});

test("a promise that lapses seconds after somebody read the page is overdue on the page the clock asked for", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const read = async () => {
    const context = { params: Promise.resolve({ audience: "public" }) };
    return (await home(new Request("http://localhost/p/public"), context)).text();
  };
  const by = new Date(Date.now() + 2_000);
  await makeIncident(database, { nextUpdateBy: by });
  expect(await read()).toContain('data-late="no"');
  vi.setSystemTime(by.getTime() + 1);
  let seen = "";
  await ask({ body: { since: 1_000_000, refresh: true } }, async (path) => {
    if (path === "/p/public") seen = await read();
  });
  expect(seen).toContain('data-late="yes"');
  vi.useRealTimers();
});

test("the address of an incident that was taken back is made anew, so that no cache keeps it; a drill's never is", async () => {
  const withdrawnAt = new Date();
  const gone = await makeIncident(database, { withdrawnAt });
  const drill = await makeIncident(database, { drill: true, withdrawnAt });
  const { body, revalidated } = await ask({});
  expect((body as { paths: string[] }).paths).toContain(`/incidents/${gone.id}`);
  expect(revalidated).toContain(`/p/public/incidents/${gone.id}`);
  expect(revalidated.join()).not.toContain(drill.id);
});

test("when a page cannot be made, the answer says so and readers keep theirs", async () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
  const { status } = await ask({}, () => Promise.reject(new Error("render failed")));
  expect(status).toBe(500);
  quiet.mockRestore();
});
