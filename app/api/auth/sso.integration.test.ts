import NextAuth from "next-auth";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { stage } from "@/communications/testing/stage";
import { makeAudience } from "@/db/factories";
import { providerGroups, signInProviders } from "@/db/schema/sign-in-providers";
import { users } from "@/db/schema/users";
import { client, type OpenId, startOpenId } from "@/e2e/openid";
import { sealedAs } from "@/lib/sealed-as";
import { seal } from "@/lib/secret-box";
import { elsewhere } from "./elsewhere";
import { authOptions } from "./options";

/**
 * The whole way by a real OpenID provider (oidc-provider on loopback), with everything of ours but Next's server: its
 * pages are filled in as a browser would.
 */
const ours = "http://localhost:3000";
vi.hoisted(() => {
  process.env.PUBLIC_URL = "http://localhost:3000";
  process.env.NEXTAUTH_URL = "http://localhost:3000";
  process.env.OUTBOUND_ALLOW = "localhost, 127.0.0.1, ::1";
});

const scene = stage();
vi.mock("@/app/context", async (original) => ({
  ...(await original<typeof import("@/app/context")>()),
  database: async () => scene.db,
}));
/** The browser's cookies for us. */
let jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name)! } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => jar.set(name, value),
  }),
  headers: async () => new Headers({ host: "localhost:3000", "x-forwarded-for": "203.0.113.9" }),
}));

let openId: OpenId;
let id: string;
beforeAll(async () => {
  openId = await startOpenId();
  const [provider] = await scene.db
    .insert(signInProviders)
    .values({
      ...{ name: "Larkfield ID", issuer: openId.issuer, clientId: client.id },
      ...{ clientSecret: seal(client.secret, sealedAs.clientSecret), domains: ["larkfield.example"] },
      createdAt: new Date(),
    })
    .returning();
  id = provider!.id;
  const { id: audienceId } = await makeAudience(scene.db, { slug: "board" });
  await scene.db.insert(providerGroups).values([
    { providerId: id, groupName: "responders", role: "liaison" },
    { providerId: id, groupName: "board", audienceId },
  ]);
  openId.sendBackTo(`${ours}/api/auth/callback/sso-${id}`);
});
afterAll(() => openId.stop());

/** A request to next-auth with our settings: by its older door, as the newer one takes Next's own headers. */
async function ask(path: string, form?: Record<string, string>): Promise<Response> {
  const url = new URL(path, ours);
  const nextauth = url.pathname.split("/").slice(3);
  const headers = new Headers();
  let [status, body] = [200, ""];
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => (name === "Set-Cookie" ? headers.getSetCookie() : undefined),
    setHeader: (name: string, value: string | string[]) => {
      headers.delete(name);
      for (const one of [value].flat()) headers.append(name, one);
    },
    end: () => undefined,
    send: (text: unknown) => {
      body = JSON.stringify(text);
    },
  };
  const request = {
    ...{ method: form ? "POST" : "GET", body: form, cookies: Object.fromEntries(jar) },
    query: { nextauth, ...Object.fromEntries(url.searchParams) },
    headers: { host: "localhost:3000", "x-forwarded-proto": "http" },
  };
  await NextAuth(request as never, response as never, await authOptions(nextauth[1]));
  for (const set of headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
    jar.set(name!, decodeURIComponent(value!));
  }
  return elsewhere(new Response(status === 302 ? null : body, { status, headers }), ours);
}

/** From our button to the provider's pages and back to our door: answers where we are sent, and the way back. */
async function comeIn(name: string, groups: string[], callbackUrl = "/desk") {
  jar = new Map();
  openId.groups = groups;
  const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
  const leaving = await ask(`/api/auth/signin/sso-${id}`, { csrfToken, callbackUrl });
  const html = await leaving.text();
  const there = /<a href="([^"]+)"/.exec(html)![1]!.replaceAll("&#38;", "&");
  const back = await throughProvider(there, name);
  return { leaving, html, back, answer: await ask(back) };
}

/** Signs in there and agrees, following its redirects until one leads back to us. */
async function throughProvider(url: string, login: string): Promise<string> {
  const theirs = new Map<string, string>();
  let next: { url: string; body?: URLSearchParams } = { url };
  for (let step = 0; step < 12; step++) {
    const answer = await fetch(next.url, {
      method: next.body ? "POST" : "GET",
      body: next.body,
      redirect: "manual",
      headers: { cookie: [...theirs].map((pair) => pair.join("=")).join("; ") },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      theirs.set(name!, value!);
    }
    const location = answer.headers.get("location");
    if (location?.startsWith(ours)) return location;
    if (location) {
      next = { url: new URL(location, next.url).href };
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)![1]!;
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)![1]!;
    const body = new URLSearchParams({ prompt, ...(prompt === "login" && { login, password: "whatever" }) });
    next = { url: new URL(action, next.url).href, body };
  }
  throw new Error("The provider never sent us back.");
}

test("somebody comes in by a real provider: PKCE, state and nonce are sent, an account is made, a session begins", async () => {
  const { leaving, html, answer } = await comeIn("rosa", ["responders"], "/desk/incidents");
  expect([leaving.status, leaving.headers.get("location")]).toEqual([200, null]);
  expect(html).toContain('http-equiv="refresh"');
  const asked = openId.asked.at(-1)!;
  expect(asked.get("code_challenge_method")).toBe("S256");
  for (const part of ["code_challenge", "state", "nonce"])
    expect(asked.get(part)!.length).toBeGreaterThan(20);
  expect(answer.headers.get("location")).toBe(`${ours}/desk/incidents`);
  const { contextOf } = await import("@/app/desk-context");
  const ctx = await contextOf(jar.get("next-auth.session-token"));
  expect(ctx?.actor).toMatchObject({ role: "liaison", name: "rosa by sign-in" });
  expect(ctx?.session.way).toBe("sso");
});

test("somebody of an audience comes to their private page, with no account and no session at the desk", async () => {
  const { answer } = await comeIn("bo", ["board"], "/s/board");
  expect(answer.headers.get("location")).toBe("/s/board");
  expect([...jar.keys()].some((name) => name.startsWith("drawbridge-private-"))).toBe(true);
  expect(jar.get("next-auth.session-token")).toBeUndefined();
  const all = await scene.db.select().from(users);
  expect(all.map(({ email }) => email)).not.toContain("bo@larkfield.example");
});

test("a stranger to every group is sent back with the reason", async () => {
  const { answer } = await comeIn("eve", ["others"]);
  expect(answer.headers.get("location")).toBe("/sign-in?error=SsoNoRole");
  expect(jar.get("next-auth.session-token")).toBeUndefined();
});

test("an answer that was not asked for, was used, or comes to another browser lets nobody in", async () => {
  const { back } = await comeIn("rosa", ["responders"]);
  const refused = async () => (await ask(back)).headers.get("location");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(await refused()).toContain("error=OAuthCallback");
  jar = new Map();
  expect(await refused()).toContain("error=OAuthCallback");
  const forged = await ask(`/api/auth/callback/sso-${id}?code=abc&state=forged`);
  expect(forged.headers.get("location")).toContain("error=OAuthCallback");
  expect(jar.get("next-auth.session-token")).toBeUndefined();
});
