import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Database, type Db, openDatabase } from "../client";
import { databaseName } from "./test-run";

/** A database of its own for a test file, migrated unless `empty`, dropped when the file is done. */
export async function testDatabase({ empty = false } = {}): Promise<Database & { url: string }> {
  const server = inject("postgresUrl");
  const run = inject("testRunId");
  const name = databaseName(run, randomBytes(4).toString("hex"));
  const like = empty ? "template0" : databaseName(run, "template");
  await ask(server, `create database ${name} template ${like}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase(url.href);
  afterAll(async () => {
    await database.close().catch(() => undefined);
    await ask(server, `drop database if exists ${name} with (force)`);
  });
  return { ...database, url: url.href };
}

/** Runs a test in a transaction that is always taken back; the verbs' own transactions nest in it as savepoints. */
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

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
