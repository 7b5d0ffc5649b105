import { beforeEach, describe, expect, test, vi } from "vitest";
import { makeUser } from "@/db/factories";
import { countedTries } from "@/db/schema/bounds";
import { testDatabase } from "@/db/testing/test-database";
import { beginSession } from "@/status/sessions/begin-session";
import { revokeSession } from "@/status/sessions/end-sessions";
import { isKnownDevice } from "@/status/sessions/known-device";
import { passwordAttempt } from "./password-attempt";

process.env.SECRET ??= "a secret for tests only";
const { db } = await testDatabase();
vi.mock("@/app/context", () => ({ database: async () => db }));
const password = "correct horse battery";
// Judging a password takes long on purpose; here only the counting is asked.
vi.mock("@/status/people/check-password", () => ({
  checkPassword: async (_: unknown, tried: { email: string; password: string }) =>
    tried.email === "ines@example.com" && tried.password === password ? "inesokafor12" : null,
}));

beforeEach(() => db.delete(countedTries).then(() => undefined));

let networks = 0;
const elsewhere = () => `198.51.${++networks % 250}.7`;
const attempt = (email: string, tried: string, network = elsewhere(), device: string | null = null) =>
  passwordAttempt({ db, now: new Date() }, { email, password: tried }, { network, device });

describe("signing in with a password", () => {
  test("ten wrong tries from anywhere shut an account's password for a while, known or not", async () => {
    for (const email of ["ines@example.com", "nobody@example.com"]) {
      for (let n = 0; n < 10; n++) expect(await attempt(email, "wrong")).toBeNull();
      await expect(attempt(email, password)).rejects.toThrow(/^TooManyAttempts\.\d+$/);
    }
  });

  test("twenty wrong tries shut a network out, whatever accounts it tries", async () => {
    for (let n = 0; n < 20; n++)
      expect(await attempt(`n${n}@example.com`, "wrong", "203.0.113.9")).toBeNull();
    await expect(attempt("ines@example.com", password, "203.0.113.9")).rejects.toThrow("TooManyAttempts");
    expect(await attempt("ines@example.com", password)).not.toBeNull();
  });

  test("strangers' tries lock nobody out at a browser they were signed in at, and that browser is bounded too", async () => {
    await makeUser(db, { id: "inesokafor12", email: "ines@example.com", role: "owner" });
    const now = new Date();
    const from = { address: "", agent: "", device: "her own laptop" };
    const begin = (state: "open" | "code_needed", device: string) =>
      beginSession(
        { db, now },
        { userId: "inesokafor12", way: "password", state, from: { ...from, device } },
      );
    const sessionId = await begin("open", from.device);
    await begin("code_needed", "a thief who knows the password");
    for (let n = 0; n < 10; n++) expect(await attempt("ines@example.com", "wrong")).toBeNull();
    for (const device of [null, "another", "a thief who knows the password"])
      await expect(attempt("ines@example.com", password, elsewhere(), device)).rejects.toThrow("TooMany");
    expect(await attempt("ines@example.com", password, elsewhere(), from.device)).not.toBeNull();
    for (let n = 0; n < 10; n++)
      expect(await attempt("ines@example.com", "wrong", elsewhere(), from.device)).toBeNull();
    await expect(attempt("ines@example.com", password, elsewhere(), from.device)).rejects.toThrow("TooMany");
    await db.delete(countedTries);
    const owner = { kind: "user", id: "inesokafor12", role: "owner", name: "Ines" } as const;
    await revokeSession({ db, now, actor: owner }, { id: sessionId });
    expect(await isKnownDevice({ db, now }, { email: "ines@example.com", device: from.device })).toBe(false);
  });

  test("a right password costs no try", async () => {
    for (let n = 0; n < 25; n++)
      expect(await attempt("ines@example.com", password, "203.0.113.9")).toBeTruthy();
  });
});
