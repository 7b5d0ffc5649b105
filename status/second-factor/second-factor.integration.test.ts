import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { ensurePublicAudience, makeUser } from "@/db/factories";
import { reseal } from "@/db/reseal";
import { countedTries } from "@/db/schema/bounds";
import { recoveryCodes, secondFactorRoles, secondFactors } from "@/db/schema/second-factors";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import { hashPassword } from "@/lib/password";
import { holdKeys, keyRing, newKey, ringOf } from "@/lib/secret-box";
import { beginSession } from "@/status/sessions/begin-session";
import { findSession } from "@/status/sessions/find-session";
import { goOnAfterSetUp } from "@/status/sessions/go-on";
import { renewRecoveryCodes, requireSecondFactor, resetSecondFactor, turnOffSecondFactor } from "./change";
import { judgeCode } from "./judge-code";
import { passCode } from "./pass-code";
import { readFactors, readOwnFactor } from "./read-factors";
import { beginSecondFactor, confirmSecondFactor } from "./set-up";
import { stateOfSession } from "./state-of-session";
import { codeAt } from "./totp";

const { db } = await testDatabase();
const password = "correct horse battery";
const passwordHash = await hashPassword(password);
const now = new Date("2026-11-23T14:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const from = { address: "203.0.113.9", agent: "Firefox", device: null };
const proof = { password, signedInAt: now };
let ines: Context;
let userId: string;

beforeEach(async () => {
  for (const table of [countedTries, secondFactorRoles, users]) await db.delete(table);
  await ensurePublicAudience(db);
  ({ id: userId } = await makeUser(db, { role: "owner", email: "ines@example.com", passwordHash }));
  ines = { db, now, actor: { kind: "user", id: userId, role: "owner", name: "Ines" } };
});

async function setUp(ctx = ines) {
  const { secret } = await beginSecondFactor(ctx, proof);
  const { codes } = await confirmSecondFactor(ctx, { code: codeAt(secret, ctx.now) });
  return { secret, codes };
}
const judge = (code: string, at: Date, of = userId) => judgeCode({ db, now: at }, { userId: of, code });

describe("setting up", () => {
  test("the secret is sealed anew with the others when the key is rotated", async () => {
    const before = keyRing();
    const [old, young] = [newKey(), newKey()];
    holdKeys(ringOf(old));
    const { secret } = await setUp();
    holdKeys(ringOf(young, [old]));
    expect((await reseal(db)).sealed).toBe(1);
    holdKeys(ringOf(young));
    expect(await judge(codeAt(secret, later(60)), later(60))).toBe("phone");
    holdKeys(before);
  });

  test("needs the password, and nothing is asked for before a first code showed that the phone has it", async () => {
    await expect(beginSecondFactor(ines, { ...proof, password: "wrong" })).rejects.toMatchObject({
      code: "wrong_password",
    });
    const { secret, address } = await beginSecondFactor(ines, proof);
    expect(address).toContain(`secret=${secret}`);
    expect(address).toContain("ines%40example.com");
    expect(await stateOfSession({ db }, { userId, role: "owner", way: "password" })).toBe("open");
    await expect(confirmSecondFactor(ines, { code: "000000" })).rejects.toMatchObject({ code: "wrong_code" });
    await confirmSecondFactor(ines, { code: codeAt(secret, now) });
    expect(await stateOfSession({ db }, { userId, role: "owner", way: "password" })).toBe("code_needed");
    expect(await stateOfSession({ db }, { userId, role: "owner", way: "link" })).toBe("code_needed");
    expect(await stateOfSession({ db }, { userId, role: "owner", way: "sso" })).toBe("open");
  });

  test("who has no password must have come in a moment ago", async () => {
    await db.update(users).set({ passwordHash: null });
    const long = { password: "", signedInAt: later(-16 * 60) };
    await expect(beginSecondFactor(ines, long)).rejects.toMatchObject({ code: "sign_in_again" });
    await beginSecondFactor(ines, { password: "", signedInAt: later(-60) });
  });

  test("one that is on is not replaced by whoever finds the desk open", async () => {
    await setUp();
    await expect(beginSecondFactor(ines, proof)).rejects.toMatchObject({ code: "factor_there" });
  });

  test("neither secret nor recovery codes stand in the database as they are", async () => {
    const { secret, codes } = await setUp();
    const kept = JSON.stringify([
      await db.select().from(secondFactors),
      await db.select().from(recoveryCodes),
    ]);
    for (const shown of [secret, ...codes]) expect(kept).not.toContain(shown);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
  });

  test("ten wrong passwords at the desk shut this for a while", async () => {
    for (let n = 0; n < 10; n++)
      await expect(beginSecondFactor(ines, { ...proof, password: "wrong" })).rejects.toMatchObject({
        code: "wrong_password",
      });
    await expect(beginSecondFactor(ines, proof)).rejects.toMatchObject({ code: "too_many_tries" });
  });
});

describe("a code", () => {
  test("lets in once: the same one, and any older one, are refused afterwards", async () => {
    const { secret } = await setUp();
    const code = codeAt(secret, later(60));
    expect(await judge(codeAt(secret, now), later(30))).toBeNull();
    expect(await judge(code, later(60))).toBe("phone");
    expect(await judge(code, later(61))).toBeNull();
    expect(await judge(codeAt(secret, later(30)), later(61))).toBeNull();
    expect(await judge(codeAt(secret, later(90)), later(90))).toBe("phone");
  });

  test("brought twice at once lets one in", async () => {
    const { secret } = await setUp();
    const code = codeAt(secret, later(60));
    const all = await Promise.all(Array.from({ length: 5 }, () => judge(code, later(60))));
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  test("of another moment, of another's phone, or none at all is refused", async () => {
    const { secret } = await setUp();
    const other = await makeUser(db, { role: "viewer" });
    expect(await judge(codeAt(secret, later(120)), later(300))).toBeNull();
    expect(await judge(codeAt(secret, later(60)), later(60), other.id)).toBeNull();
    for (const typed of ["", "12345", "1234567", "x".repeat(10_000), "null"])
      expect(await judge(typed, later(60))).toBeNull();
  });

  test("for recovery works once, however it is typed, and for its owner alone", async () => {
    const { codes } = await setUp();
    const other = await makeUser(db, { role: "viewer" });
    expect(await judge(codes[0]!, now, other.id)).toBeNull();
    expect(await judge(` ${codes[0]!.toUpperCase().replaceAll("-", " ")} `, now)).toBe("recovery");
    expect(await judge(codes[0]!, now)).toBeNull();
    expect((await readOwnFactor(ines)).codesLeft).toBe(9);
    const { codes: fresh } = await renewRecoveryCodes(ines, proof);
    expect(await judge(codes[1]!, now)).toBeNull();
    expect(await judge(fresh[1]!, now)).toBe("recovery");
  });
});

describe("coming in with it", () => {
  const waiting = () => beginSession(ines, { userId, way: "password", state: "code_needed", from });
  const pass = (sessionId: string, code: string, network = "198.51.100.1") =>
    passCode({ db, now: later(60) }, { sessionId, code, from, network });

  test("the waiting session ends and another begins: a planted cookie is worth nothing", async () => {
    const { secret } = await setUp();
    const before = await waiting();
    const passed = await pass(before, codeAt(secret, later(60)));
    if (passed.is !== "in") throw new Error(passed.is);
    expect(passed.sessionId).not.toBe(before);
    expect(await findSession({ db, now: later(60) }, before)).toBeNull();
    expect((await findSession({ db, now: later(60) }, passed.sessionId))?.session.state).toBe("open");
    expect(await pass(before, codeAt(secret, later(90)))).toEqual({ is: "over" });
  });

  test("six wrong codes from anywhere shut it for a while, with the time to wait", async () => {
    const { secret } = await setUp();
    const session = await waiting();
    for (let n = 0; n < 6; n++)
      expect(await pass(session, "000000", `198.51.100.${n}`)).toEqual({ is: "wrong" });
    const refused = await pass(session, codeAt(secret, later(60)));
    expect(refused).toMatchObject({ is: "wait", seconds: expect.any(Number) });
  });

  test("an open session asks for no code, and a code opens no other's", async () => {
    const { secret } = await setUp();
    const open = await beginSession(ines, { userId, way: "password", state: "open", from });
    expect(await pass(open, codeAt(secret, later(60)))).toEqual({ is: "over" });
    expect(await pass("nosuchsessio", codeAt(secret, later(60)))).toEqual({ is: "over" });
  });
});

describe("requiring it", () => {
  test("people of a role set it up when they come in next, and go on with a new session", async () => {
    await requireSecondFactor(ines, { roles: ["owner"] });
    expect(await stateOfSession({ db }, { userId, role: "owner", way: "password" })).toBe("set_up_needed");
    expect(await stateOfSession({ db }, { userId, role: "viewer", way: "password" })).toBe("open");
    const waiting = await beginSession(ines, { userId, way: "password", state: "set_up_needed", from });
    await expect(goOnAfterSetUp(ines, { sessionId: waiting, from })).rejects.toMatchObject({
      code: "signed_out",
    });
    await setUp();
    const open = await goOnAfterSetUp(ines, { sessionId: waiting, from });
    expect((await findSession(ines, open))?.session.state).toBe("open");
    expect(await findSession(ines, waiting)).toBeNull();
    await expect(turnOffSecondFactor(ines, proof)).rejects.toMatchObject({ code: "factor_required" });
    await requireSecondFactor(ines, { roles: [] });
    await turnOffSecondFactor(ines, proof);
    expect((await readOwnFactor(ines)).since).toBeNull();
  });

  test("an owner takes another's away, which signs them out; not their own", async () => {
    await setUp();
    const { id } = await makeUser(db, { role: "owner" });
    const other: Context = { ...ines, actor: { kind: "user", id, role: "owner", name: "Tom" } };
    expect((await readFactors(other)).people.has(userId)).toBe(true);
    const session = await beginSession(ines, { userId, way: "password", state: "open", from });
    await expect(resetSecondFactor(ines, { id: userId })).rejects.toMatchObject({ code: "own_factor" });
    await resetSecondFactor(other, { id: userId });
    expect(await findSession(ines, session)).toBeNull();
    expect((await readFactors(other)).people.has(userId)).toBe(false);
    expect(await db.select().from(recoveryCodes)).toEqual([]);
  });
});
