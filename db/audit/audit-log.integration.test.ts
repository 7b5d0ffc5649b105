import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { withWho } from "@/status/audit/with-who";
import { ensurePublicAudience, makeSubscriber, makeUser } from "../factories";
import { audiences } from "../schema/audiences";
import { auditLog, auditStaged } from "../schema/audit";
import { events } from "../schema/events";
import { senders } from "../schema/senders";
import { users } from "../schema/users";
import { testDatabase } from "../testing/test-database";
import { verifyChain } from "./verify-chain";
import { unwatched } from "./watched";

const { db, pool } = await testDatabase();
await ensurePublicAudience(db);
const ines = {
  kind: "user",
  id: "inesokafor12",
  name: "Ines Okafor",
  role: "owner",
  address: "192.0.2.7",
} as const;
const mine = withWho(db, { ...ines, session: "abc", door: "/desk/settings" });

const newest = async () => {
  const [row] = await db.select().from(auditLog).orderBy(sql`id desc`).limit(1);
  return { ...row!, body: JSON.parse(row!.body) };
};
const ids = async () =>
  (await db.select({ id: auditLog.id }).from(auditLog).orderBy(auditLog.id)).map(({ id }) => id);

describe("what is written", () => {
  test("a change says who, from where, and what was before and after, in the transaction that makes it", async () => {
    const { id } = await makeUser(db, { name: "Ben", role: "viewer" });
    await mine.transaction(async (tx) => {
      await tx.update(users).set({ role: "liaison" }).where(eq(users.id, id));
      expect((await newest()).what).not.toEqual(["users:update"]);
    });
    const row = await newest();
    expect(row).toMatchObject({
      actorKind: "user",
      actorId: ines.id,
      actorName: ines.name,
      what: ["users:update"],
    });
    expect(row.body.who).toEqual({ ...ines, session: "abc", door: "/desk/settings" });
    expect(row.body.changes).toEqual([
      {
        ...{ table: "users", operation: "update", rows: 1 },
        changes: [{ key: { id }, before: { role: "viewer" }, after: { role: "liaison" } }],
      },
    ]);
  });

  test("all that one transaction changes is one row; a change outside of one is somebody's too", async () => {
    const before = await ids();
    await mine.transaction(async (tx) => {
      await makeUser(tx);
      await makeUser(tx);
      await tx.transaction((inner) => makeUser(inner));
    });
    const [added] = await mine.insert(users).values({ email: "x@example.com", role: "viewer" }).returning();
    await mine.delete(users).where(eq(users.id, added!.id));
    expect((await ids()).length).toBe(before.length + 3);
    const row = await newest();
    expect(row).toMatchObject({ actorId: ines.id, what: ["users:delete"] });
    expect(row.body.changes[0].changes[0].before.email).toBe("x@example.com");
  });

  test("what is taken back is not in it, and what changes nothing neither", async () => {
    const before = await ids();
    await mine
      .transaction(async (tx) => {
        await makeUser(tx);
        throw new Error("taken back");
      })
      .catch(() => undefined);
    await mine.update(users).set({ role: "viewer" }).where(eq(users.id, "nobodynobody"));
    await mine.update(audiences).set({ publicVersion: sql`public_version + 1`, updatedAt: new Date() });
    expect(await ids()).toEqual(before);
    expect(await db.select().from(auditStaged)).toEqual([]);
  });

  test("no secret and no reader's address is in it, only that they changed", async () => {
    const { id } = await makeUser(db, { passwordHash: "scrypt$before" });
    await mine.update(users).set({ passwordHash: "scrypt$after" }).where(eq(users.id, id));
    expect((await newest()).body.changes[0].changes[0]).toMatchObject({
      before: { password_hash: "(hidden)" },
      after: { password_hash: "(changed)" },
    });
    await makeSubscriber(db, {
      address: "reader@example.com",
      name: "Rita Reader",
      contact: "it@example.com",
    });
    const { rows } = await db.execute<{ all: string }>(
      sql`select string_agg(body, '') as all from audit_log`,
    );
    expect(rows[0]!.all).toContain("subscribers");
    expect(rows[0]!.all).not.toMatch(/scrypt|reader@|Rita|it@example/);
  });

  test("of thousands of rows in one statement it says how many, and shows the first", async () => {
    await db.execute(
      sql`insert into users (id, email, role) select lpad(n::text, 12, 'z'), n || '@bulk', 'viewer' from generate_series(1, 3000) n`,
    );
    const [change] = (await newest()).body.changes;
    expect(change.rows).toBe(3000);
    expect(change.changes).toHaveLength(20);
    await db.execute(sql`update users set name = 'B' where email like '%@bulk'`);
    expect((await newest()).body.changes[0].rows).toBe(3000);
    await db.execute(sql`delete from users where email like '%@bulk'`);
  });

  test("our processes are the system; somebody at a console is that", async () => {
    await makeUser(db);
    expect((await newest()).actorKind).toBe("system");
    await db.execute(
      sql`begin; set local application_name = 'psql'; update users set name = 'by hand'; commit`,
    );
    expect(await newest()).toMatchObject({ actorKind: "database", body: { who: { program: "psql" } } });
  });

  test("an event says its kind; that it was told is no news; whatever else becomes of it is a change of its table", async () => {
    const [event] = await mine
      .insert(events)
      .values({ kind: "services_changed", publicVersion: 1, at: new Date() })
      .returning();
    expect((await newest()).what).toEqual(["services_changed"]);
    const before = await ids();
    await db.update(events).set({ toldAt: new Date() });
    expect(await ids()).toEqual(before);
    await mine
      .update(events)
      .set({ details: { reason: "by hand" } })
      .where(eq(events.id, event!.id));
    expect((await newest()).what).toEqual(["events:update"]);
  });

  test("of what machines change all the time, only what a person changes is in it", async () => {
    const before = await ids();
    await db.insert(senders).values({ name: "resend" });
    await db.update(senders).set({ pausedUntil: new Date() });
    expect(await ids()).toEqual(before);
    await mine.update(senders).set({ pausedUntil: null });
    expect(await newest()).toMatchObject({ actorId: ines.id, what: ["senders:update"] });
  });

  test("every table is watched for each operation, or named as one that is not, with a reason", async () => {
    const { rows } = await db.execute<{ name: string; n: number }>(sql`
      select c.relname as name, (select count(*)::int from pg_trigger where tgrelid = c.oid and tgname ~ '^audit_(insert|update|delete)_') as n
      from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    expect(
      rows
        .filter(({ n }) => n === 0)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(unwatched).toSorted());
    expect(rows.filter(({ n }) => n !== 0 && n !== 3)).toEqual([]);
  });
});

describe("the chain", () => {
  test("forty writers at once make one chain without a gap", async () => {
    const before = (await ids()).length;
    await Promise.all(
      Array.from({ length: 40 }, () =>
        mine.transaction(async (tx) => {
          await makeUser(tx);
          await tx.execute(sql`select pg_sleep(0.01)`);
        }),
      ),
    );
    const after = await ids();
    expect(after).toHaveLength(before + 40);
    expect(after).toEqual(after.map((_, index) => index + 1));
    expect(await verifyChain(pool)).toMatchObject({ whole: true, rows: after.length });
  });

  test("the log is only added to", async () => {
    for (const statement of [
      "update audit_log set actor_name = 'x'",
      "delete from audit_log",
      "truncate audit_log",
    ]) {
      await expect(db.execute(sql.raw(statement))).rejects.toMatchObject({
        cause: { message: "The audit log is only added to." },
      });
    }
  });

  describe("whoever is strong enough to switch the trigger off", () => {
    /** What is found after a statement that nothing refuses, which is then taken back. */
    const tamper = async (statement: string, noted?: string) => {
      const client = await pool.connect();
      try {
        await client.query("begin; set local session_replication_role = replica");
        await client.query(statement);
        return await verifyChain(client, noted);
      } finally {
        await client.query("rollback");
        client.release();
      }
    };

    test.each([
      ["rewrites a body", "update audit_log set body = replace(body, 'viewer', 'owner') where id = 3", 3],
      ["rewrites who it was", "update audit_log set actor_id = 'otherperson1' where id = 2", 2],
      ["rewrites when it was", "update audit_log set at = at - interval '1 day' where id = 4", 4],
      ["takes a row out", "delete from audit_log where id = 5", 6],
      ["takes the first one out", "delete from audit_log where id = 1", 2],
      [
        "puts one in",
        "insert into audit_log select 6000, at, actor_kind, actor_id, actor_name, what, incident_id, body, 'x', 'y' from audit_log where id = 3",
        6000,
      ],
    ])("and %s is found, and where", async (_, statement, brokenAt) => {
      expect(await tamper(statement)).toMatchObject({ whole: false, brokenAt });
    });

    test("and takes the newest out is found by a head that was noted before", async () => {
      const { head } = await verifyChain(pool);
      const take = "delete from audit_log where id = (select max(id) from audit_log)";
      expect((await tamper(take)).whole).toBe(true);
      expect(await tamper(take, head)).toMatchObject({ whole: false, why: expect.stringContaining("noted") });
    });
  });

  test("a head that was noted before is found in a chain that has grown", async () => {
    const { head } = await verifyChain(pool);
    await makeUser(db);
    expect(await verifyChain(pool, head)).toMatchObject({ whole: true });
  });
});

afterEach(async () => {
  expect(await db.select().from(auditStaged)).toEqual([]);
});
