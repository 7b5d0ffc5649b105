import { beforeEach, describe, expect, test, vi } from "vitest";
import { countedTries } from "@/db/schema/bounds";
import { testDatabase } from "@/db/testing/test-database";
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
const attempt = (email: string, tried: string, address = elsewhere()) =>
  passwordAttempt({ db }, { email, password: tried }, { "x-forwarded-for": address });

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

  test("a right password costs no try", async () => {
    for (let n = 0; n < 25; n++)
      expect(await attempt("ines@example.com", password, "203.0.113.9")).toBeTruthy();
  });
});
