import { encode } from "next-auth/jwt";
import { beforeAll, expect, test, vi } from "vitest";
import { csrfToken, newCsrfCookie, readSession } from "./session";

const secret = "a long random string for tests";
beforeAll(() => {
  vi.stubEnv("SECRET", secret);
  vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
});

test("a session speaks for the person it was made for", async () => {
  const cookie = await encode({ token: { sub: "user1", stamp: "s" }, secret, maxAge: 60 });
  expect(await readSession(cookie)).toEqual({ userId: "user1", stamp: "s" });
});

test("a forged, an expired and a missing session speak for nobody", async () => {
  const forged = await encode({ token: { sub: "user1", stamp: "s" }, secret: "another", maxAge: 60 });
  const expired = await encode({ token: { sub: "user1", stamp: "s" }, secret, maxAge: -60 });
  for (const cookie of [forged, expired, "nonsense", "", undefined])
    expect(await readSession(cookie)).toBeNull();
});

test("the form's token is the readable half of its cookie", () => {
  const cookie = newCsrfCookie();
  expect(csrfToken(cookie)).toMatch(/^[0-9a-f]{64}$/);
  expect(cookie.startsWith(`${csrfToken(cookie)}|`)).toBe(true);
});
