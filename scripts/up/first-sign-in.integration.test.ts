import { expect, test } from "vitest";
import { users } from "@/db/schema/users";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { hashPassword } from "@/lib/password";
import { isStillFirst } from "./first-sign-in";

const { db } = await testDatabase();
const first = { email: "Owner@example.com", password: "made up for you" };

test("the first password is told until its owner chooses another, and to nobody without one", () =>
  rollback(db, async (tx) => {
    expect(await isStillFirst(tx, first)).toBe(false);
    const owner = { name: "Owner", email: "owner@example.com", role: "owner" as const };
    await tx.insert(users).values(owner);
    expect(await isStillFirst(tx, first)).toBe(false);
    await tx.update(users).set({ passwordHash: await hashPassword(first.password) });
    expect(await isStillFirst(tx, first)).toBe(true);
    await tx.update(users).set({ passwordHash: await hashPassword("one of my own") });
    expect(await isStillFirst(tx, first)).toBe(false);
  }));
