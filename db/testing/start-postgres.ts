import pg from "pg";
import type { TestProject } from "vitest/node";
import { ensurePostgres } from "../embedded/ensure-postgres";
import { migrate } from "../migrate";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

export const templateName = "drawbridge_template";

/** Once for all integration tests: a real PostgreSQL (TEST_DATABASE_URL, else embedded) with a migrated template. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.TEST_DATABASE_URL;
  const embedded = outside
    ? null
    : await ensurePostgres({
        directory: ".data-test/postgres",
        database: "drawbridge_tests",
        // Test data may be lost with the machine's power; only tests may say so.
        settings: {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_connections: "200",
        },
      });
  const url = outside ?? embedded!.url;
  await makeTemplate(url);
  project.provide("postgresUrl", url);
  return async () => {
    if (embedded?.started) await embedded.stop();
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const left = await client.query<{ datname: string }>(
      "select datname from pg_database where datname = $1 or (datname like 'drawbridge_test_%' and not exists (select from pg_stat_activity a where a.datname = pg_database.datname))",
      [templateName],
    );
    for (const { datname } of left.rows) await client.query(`drop database "${datname}" with (force)`);
    await client.query(`create database ${templateName}`);
  } finally {
    await client.end();
  }
  const template = new URL(url);
  template.pathname = `/${templateName}`;
  await migrate(template.href);
}
