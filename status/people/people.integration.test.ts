import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import { hashPassword } from "@/lib/password";
import { beginSession } from "@/status/sessions/begin-session";
import { findSession } from "@/status/sessions/find-session";
import { addPerson } from "./add-person";
import { changePassword } from "./change-password";
import { changePerson } from "./change-person";
import { checkPassword } from "./check-password";
import { findPerson, readPerson } from "./read-person";

const { db } = await testDatabase();
const password = "correct horse battery";
const now = new Date("2026-11-23T14:22:07Z");
let owner: Context;

const acting = (id: string, role: "owner" | "liaison" | "viewer"): Context => ({
  db,
  now,
  actor: { kind: "user", id, role, name: role },
});

beforeEach(async () => {
  await db.delete(users);
  const passwordHash = await hashPassword(password);
  const [row] = await db
    .insert(users)
    .values({ name: "Ines Okafor", email: "ines@example.com", role: "owner", passwordHash })
    .returning();
  owner = acting(row!.id, "owner");
});

describe("signing in with a password", () => {
  test("the right password opens, whatever the case of the address", async () => {
    const id = await checkPassword({ db }, { email: " INES@example.com ", password });
    expect(id).toBe(owner.actor.kind === "user" && owner.actor.id);
  });

  test("a wrong password, an unknown address, a shut account and one without a password all say no", async () => {
    const { id } = await addPerson(owner, { name: "T", email: "t@example.com", role: "liaison", password });
    await changePerson(owner, { id, disabled: true });
    await addPerson(owner, { name: "L", email: "link@example.com", role: "liaison" });
    const tries = [
      { email: "ines@example.com", password: "wrong" },
      { email: "nobody@example.com", password },
      { email: "t@example.com", password },
      { email: "link@example.com", password: "nobody has this password" },
    ];
    for (const input of tries) expect(await checkPassword({ db }, input)).toBeNull();
  });

  test("an unknown address costs as much work as a known one", async () => {
    const time = async (email: string) => {
      const began = performance.now();
      await checkPassword({ db }, { email, password: "wrong" });
      return performance.now() - began;
    };
    await time("warm@example.com");
    expect(await time("nobody@example.com")).toBeGreaterThan((await time("ines@example.com")) / 4);
  });
});

describe("who works here", () => {
  test("only an owner adds and changes people", async () => {
    for (const role of ["liaison", "viewer"] as const) {
      const ctx = acting("someoneelse1", role);
      await expect(addPerson(ctx, { name: "X", email: "x@example.com", role: "owner" })).rejects.toThrow(
        "owner",
      );
      await expect(changePerson(ctx, { id: "someoneelse1", role: "owner" })).rejects.toThrow("owner");
    }
  });

  test("an address has one account, in any case of letters", async () => {
    await expect(
      addPerson(owner, { name: "X", email: "Ines@Example.com", role: "viewer" }),
    ).rejects.toMatchObject({
      code: "email_taken",
    });
  });

  test("the last owner can neither be shut out nor stop being one", async () => {
    const me = (await findPerson({ db }, "ines@example.com"))!;
    await expect(changePerson(owner, { id: me.id, disabled: true })).rejects.toMatchObject({
      code: "last_owner",
    });
    await expect(changePerson(owner, { id: me.id, role: "viewer" })).rejects.toMatchObject({
      code: "last_owner",
    });
    await addPerson(owner, { name: "Second", email: "second@example.com", role: "owner" });
    await changePerson(owner, { id: me.id, role: "viewer" });
    expect(await readPerson({ db }, me.id)).toMatchObject({ role: "viewer" });
  });
});

describe("one's own password", () => {
  test("needs the current one, and a new one ends every other session", async () => {
    const before = (await findPerson({ db }, "ines@example.com"))!;
    const next = "a better horse battery";
    await expect(changePassword(owner, { current: "wrong", next })).rejects.toMatchObject({
      fields: { current: expect.any(String) },
    });
    const begin = () =>
      beginSession(owner, {
        ...{ userId: before.id, way: "password", state: "open" },
        from: { address: "", agent: "", device: null },
      });
    const [here, there] = [await begin(), await begin()];
    await changePassword(owner, { current: password, next, sessionId: here });
    expect(await findSession(owner, here)).not.toBeNull();
    expect(await findSession(owner, there)).toBeNull();
    expect(await checkPassword({ db }, { email: "ines@example.com", password: next })).toBe(before.id);
  });
});
