import { encode } from "next-auth/jwt";
import { beforeAll, expect, test, vi } from "vitest";
import { csrfToken, isFormToken, newCsrfCookie, readSession } from "./session";

const secret = "a long random string for tests";
beforeAll(() => {
  vi.stubEnv("SECRET", secret);
  vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
});

test("a cookie names the session it was made for", async () => {
  const cookie = await encode({ token: { sub: "user1", sid: "session1" }, secret, maxAge: 60 });
  expect(await readSession(cookie)).toEqual({ sessionId: "session1" });
});

test("a forged, an expired and a missing cookie name none", async () => {
  const forged = await encode({ token: { sub: "user1", sid: "session1" }, secret: "another", maxAge: 60 });
  const expired = await encode({ token: { sub: "user1", sid: "session1" }, secret, maxAge: -60 });
  for (const cookie of [forged, expired, "nonsense", "", undefined])
    expect(await readSession(cookie)).toBeNull();
});

test("the form's token is the readable half of its cookie", () => {
  const cookie = newCsrfCookie();
  expect(csrfToken(cookie)).toMatch(/^[0-9a-f]{64}$/);
  expect(cookie.startsWith(`${csrfToken(cookie)}|`)).toBe(true);
});

test("a form's token must be ours, and this browser's", () => {
  const [cookie, another] = [newCsrfCookie(), newCsrfCookie()];
  expect(isFormToken(cookie, csrfToken(cookie))).toBe(true);
  expect(isFormToken(cookie, csrfToken(another))).toBe(false);
  expect(isFormToken(undefined, csrfToken(cookie))).toBe(false);
  expect(isFormToken("chosen|by a stranger", "chosen")).toBe(false);
  expect(isFormToken("", "")).toBe(false);
});
