import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { readTogether } from "@/db/read-together";
import { testDatabase } from "@/db/testing/test-database";
import { withWho } from "@/status/audit/with-who";
import type { Db } from "./client";

const { db } = await testDatabase();

/** Which connection answers, after a while. */
const who = (one: Db) => async () =>
  (await one.execute<{ pid: number }>(sql`select pg_backend_pid() as pid, pg_sleep(0.05)`)).rows[0]!.pid;

test("what is read together goes over several connections, and in a transaction over its own, in turn", async () => {
  const apart = await readTogether(db, [who(db), who(db), who(db)]);
  expect(new Set(apart).size).toBe(3);
  const named = withWho(db, { kind: "machine", name: "tests" });
  expect(new Set(await readTogether(named, [who(named), who(named)])).size).toBe(2);
  await named.transaction(async (tx) => {
    const [first, second] = await readTogether(tx, [who(tx), who(tx)]);
    expect(second).toBe(first);
    // A savepoint of it is the same connection.
    await tx.transaction(async (inner) => expect(await readTogether(inner, [who(inner)])).toEqual([first]));
  });
});

test("what a transaction is asked beside another question fails our tests", async () => {
  const careless = db.transaction((tx) => Promise.all([who(tx)(), who(tx)()]));
  await expect(careless).rejects.toThrow(/two things at once|Failed query/);
});
