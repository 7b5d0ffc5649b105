import { readdirSync, readFileSync } from "node:fs";
import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { config, proxy } from "./proxy";

beforeAll(() => {
  vi.stubEnv("PUBLIC_URL", "https://status.example.com");
  vi.stubEnv("SECRET", "a secret for tests only");
});

const host = "status.example.com";
const knock = (path: string, method = "GET", headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`https://${host}${path}`, { method, headers: { host, ...headers } }));

/** Where a route of the app is reached, with something in each variable part. */
const addressOf = (file: string) =>
  `/${file
    .replace(/\/?route\.tsx?$/, "")
    .replace(/\([^)]*\)\/?/g, "")
    .replace(/\[[^\]]+\]/g, "x")}`;
const writing = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /(^|\/)route\.tsx?$/.test(name))
  .filter((name) =>
    /export (?:const|async function) (?:POST|PUT|PATCH|DELETE)|as POST\b/.test(
      readFileSync(`app/${name}`, "utf8"),
    ),
  )
  .map(addressOf);

const matched = (path: string) => unstable_doesMiddlewareMatch({ config, nextConfig: {}, url: path });

test("every door that may change something stands behind the one place that refuses other sites", () => {
  expect(writing.length).toBeGreaterThan(25);
  expect(writing.filter((path) => !matched(path))).toEqual([]);
});

test("what readers read does not", () => {
  for (const path of ["/", "/history", "/api/v2/status.json", "/feed.json", "/incidents/aaaaaaaaaaaa"])
    expect(matched(path)).toBe(false);
});

test("another site's form is refused before any door is asked, and changes nothing", () => {
  for (const path of [...writing, "/desk/settings"]) {
    const answer = knock(path, "POST", { "sec-fetch-site": "cross-site", origin: "https://evil.example" });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("x-middleware-next")).toBeNull();
  }
  expect(knock("/sign-in/code/check", "POST", { "sec-fetch-site": "same-origin" }).status).toBe(200);
  expect(knock("/api/webhooks/resend", "POST").status).toBe(200);
});

test("desk, sign-in, machines' doors and refusals say what browsers must keep to, https and all", () => {
  const answers = [
    knock("/desk"),
    knock("/sign-in"),
    knock("/api/health"),
    knock("/desk/drafts", "POST", { "sec-fetch-site": "cross-site" }),
  ];
  for (const { headers } of answers) {
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe/);
  }
});

test("cookies are this host's alone, and shut to scripts", () => {
  const set = knock("/sign-in").headers.getSetCookie();
  expect(set).toHaveLength(2);
  for (const cookie of set) expect(cookie).toMatch(/^__Host-.*Path=\/;.*Secure;.*HttpOnly;.*SameSite=lax/i);
});

test("each answer of the desk has a nonce of its own", () => {
  const nonce = () => /'nonce-([^']+)'/.exec(knock("/sign-in").headers.get("content-security-policy")!)![1];
  expect(nonce()).not.toBe(nonce());
});
