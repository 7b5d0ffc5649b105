import { readdirSync } from "node:fs";
import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import type { DeskContext } from "@/app/desk-context";
import { sessionCookie } from "@/app/session";
import { openOnCheckout, stage } from "@/communications/testing/stage";
import { makeAudience, makeUser } from "@/db/factories";
import { everywhere } from "@/lib/security-headers";
import nextConfig from "../next.config.js";
import { config, proxy } from "../proxy";

/**
 * Every route, taken from the files, asked by a stranger and by an owner, by GET and by POST: whatever it answers, a
 * refusal too, brings the strict headers. They come from the settings, from the proxy or from the route, in this order: of
 * two that say the same header, Next keeps the first.
 */

const scene = stage();
let caller: DeskContext | null = null;
vi.mock("@/app/desk-context", async (original) => ({
  ...(await original<typeof import("@/app/desk-context")>()),
  deskContext: async () => caller,
  contextOf: async () => caller,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
  headers: async () => new Headers({ "x-forwarded-for": "198.51.100.1" }),
}));
// Scripts that only a build can read as text.
vi.mock("@/components/subscriber/push-script.mjs?text", () => ({ default: "" }));
vi.mock("@/components/subscriber/push-worker.mjs?text", () => ({ default: "" }));

const host = "status.larkfield.example";
let owner: DeskContext;
beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", scene.url);
  vi.stubEnv("INTERNAL_TOKEN", "a-token-that-only-we-know");
  vi.stubEnv("SECRET", "a secret for tests only");
  vi.stubEnv("PUBLIC_URL", `https://${host}`);
  vi.stubEnv("FRONT_CONTROL_URL", "http://127.0.0.1:9");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { id } = await makeUser(scene.db, { role: "owner" });
  owner = {
    ...{ db: scene.db, now: new Date() },
    actor: { kind: "user", id, role: "owner", name: "Owner" },
    session: { id, state: "open", way: "password", since: new Date(), lastSeenAt: new Date() },
  };
  await makeAudience(scene.db, { slug: "executives" });
  await openOnCheckout(scene);
});

const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((name) => `app/${name.replaceAll("\\", "/")}`)
  .filter((name) => /\/route\.tsx?$/.test(name));

const params: Record<string, unknown> = {
  ...{ audience: "public", id: "aaaaaaaaaaaa", month: "2026-11", signed: "x", token: "x" },
  ...{ endpoint: ["summary.json"], nextauth: ["session"], channel: "email", shown: "x", recipientId: "x" },
};
const addressOf = (file: string) =>
  file
    .replace(/^app|\/route\.tsx?$/g, "")
    .replace(/\/\([^)]*\)/g, "")
    .replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name) => String(params[name] ?? "x"));

const settings = (await nextConfig.headers!()).find(({ source }) => source === "/:path*")!.headers;

type Knock = { method: string; asOwner: boolean };

/** The headers that reach who asks. */
async function headersOf(file: string, { method, asOwner }: Knock): Promise<Headers | null> {
  const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
  const door = module[method] as
    | ((request: Request, route: unknown) => Response | Promise<Response>)
    | undefined;
  if (!door) return null;
  const url = `https://${host}${addressOf(file)}`;
  const request = new Request(url, {
    method,
    body: method === "POST" ? new URLSearchParams({ email: "a@example.com" }) : undefined,
    headers: {
      ...{ host, "sec-fetch-site": "same-origin", "x-forwarded-for": "198.51.100.1" },
      ...(asOwner && { cookie: `${sessionCookie()}=x` }),
    },
  });
  const headers = new Headers(settings.map(({ key, value }): [string, string] => [key, value]));
  const add = (more: Headers) => {
    for (const [name, value] of more) if (!headers.has(name)) headers.set(name, value);
  };
  if (unstable_doesMiddlewareMatch({ config, nextConfig: {}, url: new URL(url).pathname })) {
    const first = proxy(new NextRequest(url, { method, headers: request.headers }));
    add(first.headers);
    if (!first.headers.has("x-middleware-next")) return headers;
  }
  caller = asOwner ? owner : null;
  const asked = async () => door(request, { params: Promise.resolve(params) });
  const answer = await asked().catch((error: Error & { digest?: string }) => {
    // Next steers by throwing.
    if (error.digest?.startsWith("NEXT_")) return new Response(null, { status: 303 });
    throw error;
  });
  add(answer.headers);
  await answer.body?.cancel();
  return headers;
}

function expectStrict(headers: Headers): void {
  for (const [name, value] of Object.entries(everywhere)) expect(headers.get(name), name).toBe(value);
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000; includeSubDomains/);
  expect(headers.get("referrer-policy")).toMatch(
    /^(no-referrer|same-origin|strict-origin-when-cross-origin)$/,
  );
  const policy = headers.get("content-security-policy");
  expect(policy).toMatch(/default-src '(none|self)'/);
  expect(policy).toMatch(/frame-ancestors '(none|self)'/);
  expect(policy).not.toMatch(/script-src[^;]*'unsafe|default-src[^;]*'unsafe|\*/);
  expect(headers.has("x-powered-by")).toBe(false);
}

test("the settings of Next say what the library says", () => {
  expect(Object.fromEntries(settings.map(({ key, value }) => [key, value]))).toEqual(everywhere);
  expect(routes.length).toBeGreaterThan(60);
});

test.each(routes)("%s answers with the strict headers, whoever asks", async (file) => {
  let answers = 0;
  for (const method of ["GET", "POST"])
    for (const asOwner of [false, true]) {
      const headers = await headersOf(file, { method, asOwner });
      if (!headers) continue;
      answers++;
      expectStrict(headers);
    }
  expect(answers).toBeGreaterThan(0);
});

test.each([
  "/s/executives",
  "/manage/x",
  "/subscribe",
  "/confirm/x",
  "/approve/x",
  "/healthz",
  "/desk",
  "/api/tick",
])("what %s is not made for is refused with them too", (path) => {
  for (const method of ["OPTIONS", "PUT", "DELETE", "PATCH"]) {
    const answer = proxy(new NextRequest(`https://${host}${path}`, { method, headers: { host } }));
    if (!answer.headers.has("x-middleware-next")) expect(answer.status).toBe(405);
    expectStrict(answer.headers);
  }
});
