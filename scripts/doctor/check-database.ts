import pg from "pg";
import { verifyChain } from "@/db/audit/verify-chain";
import { brokenOffMark } from "@/db/backup/under-way";
import { journal } from "@/db/migrate";
import { sealedColumns } from "@/db/sealed-columns";
import { broken, type Finding, judgeClock, look, type Patient, well } from "./finding";

const oldestServer = 14;
const slowMilliseconds = 50;
const tries = 5;

/** Whether the database answers, fast enough, can be written, and holds what this version wants. */
export async function checkDatabase(
  url: string,
  { settings, now }: Patient,
  keys: string[],
): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: "drawbridge doctor",
  });
  try {
    await client.connect();
  } catch (error) {
    const given = settings.DATABASE_URL || settings.POSTGRES_URL;
    const why = (error as Error).message || (error as { code?: string }).code;
    return [
      broken(
        "database",
        `It does not answer: ${why}`,
        given
          ? "Check DATABASE_URL, its password, and that it lets this machine in."
          : "Start with `npm run up`.",
      ),
    ];
  }
  try {
    return [await ask(client, now), ...(await askMore(client, keys))].flat();
  } finally {
    await client.end();
  }
}

async function ask(client: pg.Client, now: () => Date): Promise<Finding[]> {
  const took: number[] = [];
  for (let n = 0; n < tries; n++) {
    const began = performance.now();
    await client.query("select 1");
    took.push(performance.now() - began);
  }
  const milliseconds = took.toSorted((a, b) => a - b)[tries >> 1]!;
  const { rows } = await client.query<{ version: number; now: Date; recovering: boolean; readonly: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, clock_timestamp() as now,
      pg_is_in_recovery() as recovering, current_setting('default_transaction_read_only') as readonly`,
  );
  const { version, now: theirs, recovering, readonly } = rows[0]!;
  const findings: Finding[] = [];
  if (version < oldestServer)
    findings.push(broken("database", `It is PostgreSQL ${version}.`, `Use ${oldestServer} or newer.`));
  if (recovering || readonly === "on") {
    findings.push(
      broken(
        "database",
        "It takes no changes: it is a replica, or read-only.",
        "Point DATABASE_URL at the primary, or let it be written.",
      ),
    );
  }
  const says = `PostgreSQL ${version} answers in ${milliseconds.toFixed(1)} ms.`;
  findings.push(
    milliseconds > slowMilliseconds
      ? look("database", says, "Bring it nearer: publishing asks it some twenty times.")
      : well("database", says),
  );
  return [...findings, judgeClock("clock", "the database", theirs, now())];
}

async function askMore(client: pg.Client, keys: string[]): Promise<Finding[]> {
  const there = async (table: string) =>
    (await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table])).rows[0]!
      .there;
  if (await there(brokenOffMark)) {
    return [broken("migrations", "A restore was broken off.", "Run `npm run restore` again.")];
  }
  if (!(await there("drizzle.__drizzle_migrations"))) {
    return [look("migrations", "The database is empty.", "`npm run up` or `npm run db:migrate` fills it.")];
  }
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from drizzle.__drizzle_migrations",
  );
  const [has, wants] = [rows[0]!.n, journal().length];
  if (has < wants) {
    return [
      broken(
        "migrations",
        `${wants - has} of ${wants} are missing.`,
        "Run `npm run db:migrate`, or start with `npm run up`.",
      ),
    ];
  }
  const migrations =
    has > wants
      ? look(
          "migrations",
          `The database is ${has - wants} migrations ahead of this version.`,
          "Run the newer version, or restore a backup.",
        )
      : well("migrations", `All ${wants} are done.`);
  return [migrations, await checkSealed(client, keys), await checkAudit(client)];
}

/** Whether everything that is sealed can be opened with the keys at hand, and nothing lies in the clear. */
async function checkSealed(client: pg.Client, keys: string[]): Promise<Finding> {
  const used = new Set<string>();
  let clearRows = 0;
  for (const { table, column, clear } of sealedColumns) {
    const [t, c] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column)];
    const { rows } = await client.query<{ id: string }>(
      `select distinct substring(${c} from '^sealed1\\.([0-9a-f]{8})\\.') as id from ${t} where ${c} like 'sealed1.%'`,
    );
    for (const { id } of rows) used.add(id);
    const counted = await client.query<{ n: number }>(`select count(*)::int as n from ${t} where ${clear}`);
    clearRows += counted.rows[0]!.n;
  }
  const missing = [...used].filter((id) => !keys.includes(id));
  if (missing.length > 0)
    return broken(
      "sealed secrets",
      `Some were sealed with ${missing.join(", ")}, which is not here.`,
      "Put that key into ENCRYPTION_KEYS_OLD and start again.",
    );
  return clearRows > 0
    ? look(
        "sealed secrets",
        `${clearRows} lie in the clear, as an older version wrote them.`,
        "When every machine runs this version: npm run key -- seal",
      )
    : well("sealed secrets", "All can be opened.");
}

async function checkAudit(client: pg.Client): Promise<Finding> {
  const verdict = await verifyChain(client);
  return verdict.whole
    ? well("audit log", `It is whole: ${verdict.rows} rows.`)
    : broken(
        "audit log",
        `It breaks at row ${verdict.brokenAt}: ${verdict.why}.`,
        "Somebody changed it at the database. Compare with a backup, and ask who can write there.",
      );
}
