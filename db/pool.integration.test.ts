import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assertTransactions, openDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { isServerlessHost } from "@/db/pool";
import { testDatabase } from "@/db/testing/test-database";
import { startWebSocketProxy } from "@/db/testing/websocket-proxy";

test("Neon's and Vercel's hosts are spoken to over WebSocket, others over TCP", () => {
  expect(isServerlessHost("postgres://u:p@ep-cool-1.eu-central-1.aws.neon.tech/db")).toBe(true);
  expect(isServerlessHost("postgres://u:p@127.0.0.1:5432/db")).toBe(false);
  expect(isServerlessHost("postgres://u:p@neon.tech.example.com/db")).toBe(false);
});

test("migrating an up-to-date database, four machines at once, changes nothing", async () => {
  const { url } = await testDatabase();
  await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
});

test("a connection that breaks as its transaction begins gives its place back", async () => {
  const { url } = await testDatabase();
  const { db, pool, close } = await openDatabase(url, { connectionsMax: 2 });
  const breakIt = (client: unknown) =>
    (client as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
  for (let n = 0; n < 5; n++) {
    pool.once("acquire", breakIt);
    await expect(db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toThrow("begin");
  }
  await db.transaction((tx) => tx.execute(sql`select 1`));
  expect(pool.idleCount).toBe(pool.totalCount);
  await close();
});

describe.each(["TCP", "WebSocket"] as const)("over %s", (way) => {
  test("transactions stay on one connection, commit and roll back under concurrency", async () => {
    const { url } = await testDatabase();
    const proxy = way === "WebSocket" ? await startWebSocketProxy() : null;
    if (proxy) process.env.DB_WS_PROXY = proxy.address;
    const database = await openDatabase(url, { connectionsMax: 5 });
    delete process.env.DB_WS_PROXY;
    const { db } = database;
    await assertTransactions(db);
    await db.execute(sql`create table kept (n int primary key)`);
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        db
          .transaction(async (tx) => {
            await tx.execute(sql`insert into kept values (${n})`);
            if (n % 2) throw new Error("rolled back on purpose");
          })
          .catch((error: Error) => expect(error.message).toMatch("on purpose")),
      ),
    );
    const { rows } = await db.execute<{ n: number }>(sql`select n from kept order by n`);
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
    await database.close();
    await proxy?.close();
  });

  test("a connection that breaks in the middle of a transaction fails that transaction, not the process", async () => {
    const { url } = await testDatabase();
    const proxy = way === "WebSocket" ? await startWebSocketProxy() : null;
    if (proxy) process.env.DB_WS_PROXY = proxy.address;
    const database = await openDatabase(url, { connectionsMax: 2 });
    delete process.env.DB_WS_PROXY;
    const { db } = database;
    const broken = db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await db.execute(sql`select pg_terminate_backend(${rows[0]!.pid})`);
      // The end arrives while no statement is under way that could report it.
      await new Promise((done) => setTimeout(done, 100));
      await tx.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect((await db.execute<{ one: number }>(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
    await database.close();
    await proxy?.close();
  });
});
