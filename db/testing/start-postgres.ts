import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensurePostgres } from "../embedded/ensure-postgres";
import { withLock } from "../embedded/lock";
import { migrate } from "../migrate";
import { beginRun } from "./test-run";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server's address, for making databases. */
    postgresUrl: string;
    testRunId: string;
  }
}

const folder = ".data-test";
const patienceSeconds = 120;
/** Test data may be lost with the machine's power; only tests may say so. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
};

/**
 * Once for all integration tests: a real PostgreSQL (TEST_DATABASE_URL, else embedded) with a migrated template.
 * Runs side by side share the server: each has its own databases, and the last one stops it.
 */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  // Nobody may stop the server between our finding it and our being seen on it.
  const counted = <T>(work: () => Promise<T>) => withLock(join(folder, "runs.lock"), patienceSeconds, work);
  const { url, run, stop } = await counted(async () => {
    const server = await testServer();
    return { ...server, run: await beginRun(server.url) };
  });
  await run.sweep();
  await run.query(`create database ${run.template}`);
  const template = new URL(url);
  template.pathname = `/${run.template}`;
  await migrate(template.href);
  project.provide("postgresUrl", url);
  project.provide("testRunId", run.id);
  return () =>
    counted(async () => {
      const { last } = await run.end();
      if (last) await stop();
    });
}

async function testServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  return ensurePostgres({ dataDir: join(folder, "postgres"), database: "drawbridge_tests", settings });
}
