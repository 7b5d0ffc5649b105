import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { innermostReason } from "@/lib/innermost-reason";
import { makeLog } from "@/lib/log";
import { ensurePublicAudience, makeSubscriber } from "./factories";
import { subscribers } from "./schema/subscribers";
import { testDatabase } from "./testing/test-database";

/** What PostgreSQL and Drizzle say of statements that fail is logged without a value that somebody sent. */

const { db, pool } = await testDatabase();
const address = "ines.okafor@mail.example.com";
const token = "eyJhbGciOiJIUzI1NiJ9.tok3n";
const ofTheirs = /ines\.|okafor|mail\.example|eyJ|tok3n|4155550100/i;

let listening: typeof subscribers.$inferSelect;
beforeAll(async () => {
  await ensurePublicAudience(db);
  listening = await makeSubscriber(db, { address });
});

const again = () => db.insert(subscribers).values({ ...listening, id: "another00000" });
const selecting = (value: SQL) => () => db.execute(sql`select ${value}`);

const failing: [string, string, () => PromiseLike<unknown>][] = [
  ["unique", "23505", again],
  [
    "not null",
    "23502",
    () => db.execute(sql`update subscribers set scope = null where address = ${address}`),
  ],
  [
    "foreign key",
    "23503",
    () => db.insert(subscribers).values({ ...listening, id: "other0000000", audienceId: "eyJtok3n0000" }),
  ],
  ["no number", "22P02", selecting(sql`${address}::integer`)],
  ["too large", "22003", selecting(sql`${"4155550100999"}::integer`)],
  ["no date", "22007", selecting(sql`${token}::timestamptz`)],
  ["no such day", "22008", selecting(sql`${"4155550100-13-45"}::date`)],
  ["no JSON", "22P02", selecting(sql`${`{"address": ${address}`}::jsonb`)],
  ["no search", "42601", selecting(sql`to_tsquery(${`${address} & & (`})`)],
  ["no time zone", "22023", selecting(sql`now() at time zone ${token}`)],
  ["no text", "22021", selecting(sql`${`${address}\u0000`}::text`)],
];

test.each(failing)("%s (%s): code and statement are logged, values are not", async (_, code, fail) => {
  const fault = await Promise.resolve(fail()).then(
    () => expect.unreachable("it must fail"),
    (error: Error) => error,
  );
  expect(JSON.stringify([fault, `${fault.cause}`])).toMatch(ofTheirs);
  const lines: string[] = [];
  for (const how of ["json", "text"] as const) {
    const log = makeLog("app", (line) => lines.push(line), how);
    log.error(fault);
    log.error({ err: fault, of: { cause: fault.cause } }, `It failed: ${fault.message}`);
    log.error(innermostReason(fault));
  }
  for (const line of lines) expect(line).not.toMatch(ofTheirs);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    err: { message: expect.stringMatching(/^Failed query: /), cause: { code } },
  });
});

test("the same holds where the driver is asked without Drizzle", async () => {
  const fault = await pool.query("select $1::uuid", [address]).catch((error) => error);
  const lines: string[] = [];
  makeLog("app", (line) => lines.push(line)).error({ err: fault }, fault.message);
  expect(fault.message).toMatch(ofTheirs);
  expect(lines.join()).not.toMatch(ofTheirs);
});

test.skipIf(process.env.TEST_DATABASE_URL)(
  "a server that is ours does not write what rows hold into its own log either",
  async () => {
    const { rows } = await db.execute(sql`show log_error_verbosity`);
    expect(rows).toEqual([{ log_error_verbosity: "terse" }]);
  },
);
