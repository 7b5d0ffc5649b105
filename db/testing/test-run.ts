import { randomBytes } from "node:crypto";
import pg from "pg";

/** Databases of tests are called drawbridge_test_<run>_<name>: the run says whose they are. */
const prefix = "drawbridge_test_";
const session = "drawbridge_run_";

/** One run of the tests, alive in PostgreSQL as long as its session is: several runs may share a server. */
export type TestRun = {
  id: string;
  template: string;
  /** Drops what dead runs left, on this machine or another. */
  sweep(): Promise<void>;
  query(statement: string): Promise<void>;
  /** Drops the run's databases and ends it; answers whether it was the only one. */
  end(): Promise<{ last: boolean }>;
};

export const databaseName = (runId: string, name: string) => `${prefix}${runId}_${name}`;

/** Begins a run on a server. */
export async function beginRun(url: string): Promise<TestRun> {
  const id = randomBytes(4).toString("hex");
  const client = new pg.Client({ connectionString: url, application_name: session + id });
  client.on("error", () => undefined);
  await client.connect();
  const drop = async (condition: string) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where starts_with(datname, '${prefix}') and ${condition}`,
    );
    for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  };
  const alive = `select from pg_stat_activity where application_name = '${session}' || split_part(datname, '_', 3)`;
  return {
    id,
    template: databaseName(id, "template"),
    sweep: () => drop(`not exists (${alive})`),
    query: async (statement) => void (await client.query(statement)),
    end: async () => {
      await drop(`split_part(datname, '_', 3) = '${id}'`);
      const { rowCount } = await client.query(
        `select from pg_stat_activity where starts_with(application_name, '${session}') and pid <> pg_backend_pid()`,
      );
      await client.end();
      return { last: rowCount === 0 };
    },
  };
}
