import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { journal, migrate, migrateTo } from "./migrate";
import { testDatabase } from "./testing/test-database";

test("a database that works is migrated beside its work: what an older version is about is never broken off", async () => {
  const { pool, url } = await testDatabase({ empty: true });
  await migrateTo(url, 13);
  const work = await pool.connect();
  await work.query("begin");
  // One table after the other, as every verb does; migrations change both.
  await work.query("select from users");
  const migrating = migrate(url);
  for (let pause = 0; pause < 12; pause++) {
    await wait(100);
    await work.query("select from incidents");
    await work.query("select from subscribers");
  }
  await work.query("lock table events in access exclusive mode");
  await wait(300);
  await work.query("commit");
  work.release();
  await migrating;
  const { rows } = await pool.query("select count(*)::int as n from drizzle.__drizzle_migrations");
  expect(rows[0].n).toBe(journal().length);
});

test("several that migrate at once do it once", async () => {
  const { pool, url } = await testDatabase({ empty: true });
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const { rows } = await pool.query("select hash from drizzle.__drizzle_migrations");
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
  expect(rows).toHaveLength(journal().length);
});

test("migrations are in the order of their times: one that is older than the one before would be left out", () => {
  const times = journal().map(({ when }) => when);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
