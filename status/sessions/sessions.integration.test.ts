import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import type { SessionState } from "@/lib/vocabulary";
import { changePerson } from "@/status/people/change-person";
import { beginSession, hashDevice } from "./begin-session";
import { endSession, revokeOtherSessions, revokeSession } from "./end-sessions";
import { findSession, noteSeen } from "./find-session";
import { listSessions } from "./list-sessions";

const { db } = await testDatabase();
const now = new Date("2026-11-23T14:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const from = { address: "203.0.113.9", agent: "Firefox", device: "a laptop" };
let ines: Context;
let tom: Context;

const actingAs = async (role: "owner" | "viewer", at = now): Promise<Context> => {
  const { id } = await makeUser(db, { role });
  return { db, now: at, actor: { kind: "user", id, role, name: role } };
};
const idOf = ({ actor }: Context) => (actor.kind === "user" ? actor.id : "");
const begin = (ctx: Context, state: SessionState = "open") =>
  beginSession(ctx, { userId: idOf(ctx), way: "password", state, from });
const isIn = async (id: string, at = now) => (await findSession({ db, now: at }, id)) !== null;

beforeEach(async () => {
  await db.delete(users);
  [ines, tom] = [await actingAs("owner"), await actingAs("viewer")];
});

describe("sessions", () => {
  test("are listed for whom they belong to, the last used first, with place and device", async () => {
    const [first, second] = [await begin(ines), await begin({ ...ines, now: later(1) })];
    await begin(tom);
    const { session } = (await findSession(ines, first))!;
    await noteSeen({ db, now: later(5) }, session);
    const all = await listSessions({ ...ines, now: later(6) });
    expect(all.map(({ id }) => id)).toEqual([first, second]);
    expect(all[0]).toMatchObject({ address: "203.0.113.9", agent: "Firefox", lastSeenAt: later(5) });
  });

  test("one that is revoked is over at once, and only its owner can", async () => {
    const [one, other] = [await begin(ines), await begin(ines)];
    await expect(revokeSession(tom, { id: one })).rejects.toMatchObject({ code: "session_over" });
    expect(await isIn(one)).toBe(true);
    await revokeSession(ines, { id: one });
    expect([await isIn(one), await isIn(other)]).toEqual([false, true]);
  });

  test("all others end with one press", async () => {
    const [here, there, toms] = [await begin(ines), await begin(ines), await begin(tom)];
    await revokeOtherSessions(ines, { sessionId: here });
    expect([await isIn(here), await isIn(there), await isIn(toms)]).toEqual([true, false, true]);
  });

  test("end after a shift, by signing out, and with the account", async () => {
    const id = await begin(ines);
    expect([await isIn(id, later(8 * 60 - 1)), await isIn(id, later(8 * 60))]).toEqual([true, false]);
    await endSession(ines, { id, by: "signed_out" });
    expect(await isIn(id)).toBe(false);
    const toms = await begin(tom);
    await changePerson(ines, { id: idOf(tom), disabled: true });
    expect(await isIn(toms)).toBe(false);
    await changePerson(ines, { id: idOf(tom), disabled: false });
    expect(await isIn(toms)).toBe(false);
  });

  test("keep no cookie, and no more than 300 letters of what a browser says", async () => {
    const id = await beginSession(ines, {
      ...{ userId: idOf(ines), way: "password", state: "open" },
      from: { ...from, agent: "x".repeat(5000) },
    });
    const [row] = await db.select().from(sessions);
    expect(row).toMatchObject({ id, device: hashDevice("a laptop") });
    expect(row!.agent).toHaveLength(300);
  });

  test("when it was last seen is written once a minute at most", async () => {
    const id = await begin(ines);
    const { session } = (await findSession(ines, id))!;
    await noteSeen({ db, now: new Date(now.getTime() + 59_000) }, session);
    expect((await findSession(ines, id))!.session.lastSeenAt).toEqual(now);
    await noteSeen({ db, now: later(2) }, session);
    expect((await findSession({ db, now: later(2) }, id))!.session.lastSeenAt).toEqual(later(2));
  });
});
