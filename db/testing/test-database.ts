import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Database, type Db, openDatabase } from "../client";
import { templateName } from "./start-postgres";

/** A migrated database of its own for a test file, dropped when the file is done. */
export async function testDatabase(): Promise<Database & { url: string }> {
  const admin = inject("postgresUrl");
  const name = `drawbridge_test_${randomBytes(6).toString("hex")}`;
  await run(admin, `create database ${name} template ${templateName}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const database = await openDatabase(url.href);
  afterAll(async () => {
    await database.close().catch(() => undefined);
    await run(admin, `drop database if exists ${name} with (force)`);
  });
  return { ...database, url: url.href };
}

/** Runs a test in a transaction that is always taken back; the verbs' own transactions nest in it. */
export async function rollback(db: Db, test: (tx: Db) => Promise<void>): Promise<void> {
  const takeBack = new Error("taken back");
  await db
    .transaction(async (tx) => {
      await test(tx);
      throw takeBack;
    })
    .catch((error) => {
      if (error !== takeBack) throw error;
    });
}

/** PostgreSQL copies a template only while nobody else uses it: try again when another file is copying. */
async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7272742)");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
