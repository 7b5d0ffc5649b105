import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { DrizzleQueryError } from "drizzle-orm/errors";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { makeLog } from "./log";
import { shownLine } from "./log-line";
import { scrub } from "./scrub";
import { hostile, knownHostile } from "./testing/hostile";

/** What a stranger may have sent: it must come into no line. */
const theirs = "Ineska, (ineska@example.com)\n    at homely (/homely/ineska:1:1)\ntoken=s3same";
const ofTheirs = /ineska|homely|s3same/i;

const write = (how: "json" | "text", say: (log: ReturnType<typeof makeLog>) => void) => {
  let out = "";
  say(
    makeLog(
      "app",
      (line) => {
        out += line;
      },
      how,
    ),
  );
  return out;
};

/** As supervisors and collectors read what we write: also what JavaScript calls the end of a line ends one. */
async function linesOf(out: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: Readable.from([out]) })) lines.push(line);
  return lines;
}

/** As PostgreSQL's driver makes it. */
const refusedBy = (code: string, message: string, more = {}) =>
  Object.assign(new Error(message), { severity: "ERROR", code, ...more });
const unique = () =>
  refusedBy("23505", 'duplicate key value violates unique constraint "subscribers_one_each"', {
    detail: `Key (address)=(${theirs}) already exists.`,
    ...{ schema: "public", table: "subscribers", constraint: "subscribers_one_each", where: theirs },
  });
const failedQuery = (cause: Error) =>
  new DrizzleQueryError('insert into "subscribers" ("address") values ($1)', [theirs], cause);

const ways: [string, (log: ReturnType<typeof makeLog>, fault: Error) => void][] = [
  ["as the fault itself", (log, fault) => log.error(fault)],
  ["beside words", (log, fault) => log.error({ err: fault }, "A request failed")],
  ["under another name", (log, fault) => log.error({ job: { why: [fault] } }, "A job failed")],
  ["as what another was caused by", (log, fault) => log.error(new Error("Not kept", { cause: fault }))],
  ["as one of several", (log, fault) => log.error(new AggregateError([fault], "All failed"))],
  ["as its words alone", (log, fault) => log.error(`It failed: ${fault.message}`)],
];

test.each(ways)(
  "a failed statement says which, where and against which rule, not with what: %s",
  (_, say) => {
    const out = write("json", (log) => say(log, failedQuery(unique())));
    expect(out).not.toMatch(ofTheirs);
    expect(out).toContain("values ($1)");
    const text = write("text", (log) => say(log, failedQuery(unique())));
    expect(text).not.toMatch(ofTheirs);
  },
);

test("what is ours of a refusal by the database stays: its code, the table and the rule, and where it happened", () => {
  const out = write("json", (log) => log.error(failedQuery(unique())));
  const { err } = JSON.parse(out);
  expect(err).toMatchObject({
    message: 'Failed query: insert into "subscribers" ("address") values ($1)',
    stack: expect.stringMatching(/\n\s+at .*log-injection\.test\.ts/),
    cause: { code: "23505", table: "subscribers", constraint: "subscribers_one_each" },
  });
  expect(Object.keys(err.cause)).not.toContain("detail");
});

test.each([
  [
    "22P02",
    `invalid input syntax for type uuid: "${theirs}"`,
    "invalid input syntax for type uuid: (left out)",
  ],
  ["22008", `date/time field value out of range: "${theirs}"`, 'date/time field value out of range: "…"'],
  [
    "22003",
    `value "${theirs}" is out of range for type integer`,
    'value "…" is out of range for type integer',
  ],
  ["42601", `syntax error in tsquery: "${theirs}"`, 'syntax error in tsquery: "…"'],
])("the value that PostgreSQL quotes is left out (%s)", (code, said, shown) => {
  const out = write("json", (log) => log.error(failedQuery(refusedBy(code, said))));
  expect(out).not.toMatch(ofTheirs);
  expect(JSON.parse(out).err.cause.message).toBe(shown);
});

test.each([
  `Failed query: select 1\nparams: ${theirs}`,
  `Key (address)=(${theirs}) already exists.`,
  `Key (audience_id, address)=(a, ${theirs}) is not present in table "audiences".`,
  `Failing row contains (1, ${theirs}, null).`,
  `{ params: [ '${theirs}' ], cause: { detail: 'Key (x)=(${theirs})' } }`,
])("of words alone everything is left out from where somebody's begin: %j", (said) =>
  expect(scrub(said)).not.toMatch(ofTheirs),
);

const forged = '{"level":"error","time":"2026-01-01T00:00:00.000Z","part":"app","msg":"forged"}';
const ends = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f", "\u001b[2K\u001b[1G", "\u009b1G"];

test.each(ends)("nobody ends a line of ours, and begins another, by %j", async (end) => {
  const said = `x${end}${forged}`;
  const say = (log: ReturnType<typeof makeLog>) => {
    log.info({ [said]: said, deep: [said] }, said);
    log.error(new Error(said));
  };
  const lines = await linesOf(write("json", say));
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: "info", msg: said, deep: [said] });
  expect(JSON.parse(lines[1]!)).toMatchObject({ level: "error", msg: said });
  for (const line of await linesOf(write("text", say))) expect(line).not.toMatch(/^\{/);
});

test("whatever is said is one line of JSON that reads back, and moves no terminal", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.constantFrom(...knownHostile)), async (said) => {
      const out = write("json", (log) => log.warn({ said, in: { [said]: [said] } }, said));
      const lines = await linesOf(out);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0]!)).toMatchObject({ level: "warn", part: "app" });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
      expect(lines[0]).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: 500 },
  );
});

test("no field of what is logged takes the place of what a line says of itself", () => {
  const theirs = JSON.parse('{"level":"fatal","time":"1999","part":"front","a":1}');
  const line = JSON.parse(write("json", (log) => log.warn(theirs, "words")));
  expect(line).toMatchObject({ level: "warn", part: "app", msg: "words", a: 1 });
  expect(line.time).toMatch(/^20[2-9]/);
});

test("as text every further line is indented, and what moves a terminal or turns the writing is spelled out", () => {
  const out = write("text", (log) => log.error("one\nerror: forged\u001b[2J\u202e\u2028x"));
  expect(out).toBe("error: one\n    error: forged\\u001b[2J\\u202e\\u2028x\n");
});

test("a line that was written past the log is shown without secrets and signs", () =>
  expect(shownLine("\u001b[31mError\u001b[0m for ines@example.com, params: x")).toBe(
    "\\u001b[31mError\\u001b[0m for (address), params: (left out)",
  ));

test("what a library says by console goes the same way, with the faults that hang in it", async () => {
  const { logAs } = await import("./log");
  const before = { ...console };
  const out: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((line) => !!out.push(String(line)));
  logAs("app");
  console.error("It failed:", failedQuery(unique()), { error: failedQuery(unique()) });
  console.error(failedQuery(unique()));
  stdout.mockRestore();
  Object.assign(console, before);
  expect(out).toHaveLength(2);
  for (const line of out) {
    expect(line).not.toMatch(ofTheirs);
    expect(JSON.parse(line)).toMatchObject({ level: "error", err: { cause: { code: "23505" } } });
  }
});

test("a fault that nobody caught ends the process, and is in its log as any other", () => {
  const program = `
    import { logAs } from "@/lib/log";
    import { logCrashes } from "@/lib/log-crashes";
    logAs("worker");
    logCrashes();
    Promise.reject(Object.assign(new Error("Failed"), { params: ["ineska@example.com"], detail: "Key (a)=(ineska)" }));`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", program],
    { encoding: "utf8", env: { ...process.env, VITEST: "", LOG_FORMAT: "json" } },
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ level: "error", part: "worker", err: { message: "Failed" } });
  expect(stdout).not.toContain("ineska");
});

afterEach(() => vi.restoreAllMocks());
