import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password";

test("a password is known again, another one is not", async () => {
  const stored = await hashPassword("correct horse battery");
  expect(await verifyPassword("correct horse battery", stored)).toBe(true);
  expect(await verifyPassword("correct horse batterz", stored)).toBe(false);
});

test("the same password is stored differently each time", async () => {
  expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
});

test("what is not a hash of ours is nobody's password", async () => {
  expect(await verifyPassword("x", "")).toBe(false);
  expect(await verifyPassword("x", "bcrypt$10$abc")).toBe(false);
});
