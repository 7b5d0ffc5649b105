import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensurePublicAudience, makeSubscriber, makeUser } from "@/db/factories";
import { testDatabase } from "@/db/testing/test-database";
import { holdKeys, keyRing, newKey, ringOf } from "@/lib/secret-box";
import { checkDatabase } from "./check-database";
import { checkDisk, checkVersions } from "./check-machine";
import { checkMail, checkNames } from "./check-mail";
import { checkKey, checkSettings } from "./check-settings";
import type { Finding, Patient } from "./finding";

const folder = mkdtempSync(join(tmpdir(), "drawbridge-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const patient = (settings: Record<string, string> = {}, more: Partial<Patient> = {}): Patient => ({
  settings: { NODE_ENV: "test", ...settings },
  dataDir: folder,
  now: () => new Date(),
  dns: { resolveTxt: async () => [], lookup: async () => "192.0.2.1" },
  ...more,
});
const found = (findings: Finding[], check: string) => findings.filter((one) => one.check === check);
const bad = (findings: Finding[]) => findings.filter(({ state }) => state !== "well");

describe("settings", () => {
  test.each([
    [{}, /this machine alone/, /Set PUBLIC_URL/],
    [{ PUBLIC_URL: "http://status.example.com" }, /not https/, /reverse proxy/],
    [{ PUBLIC_URL: "https://status.example.com" }, /TRUST_PROXY is not set/, /TRUST_PROXY=1/],
  ])("%j is said, and what to do", (settings, says, todo) => {
    const [finding] = checkSettings(patient(settings));
    expect(finding).toMatchObject({
      state: "look",
      says: expect.stringMatching(says),
      todo: expect.stringMatching(todo),
    });
  });

  test("what fits is well", () => {
    const settings = { PUBLIC_URL: "https://status.example.com", TRUST_PROXY: "1" };
    expect(bad(checkSettings(patient(settings)))).toEqual([]);
  });
});

describe("the encryption key", () => {
  test("that is none is broken; one that is missing is worth a look; looking makes none", () => {
    expect(checkKey(patient({ ENCRYPTION_KEY: "short" }))).toMatchObject({ state: "broken" });
    expect(checkKey(patient())).toMatchObject({
      state: "look",
      todo: expect.stringContaining("npm run key"),
    });
    expect(checkKey(patient({ ENCRYPTION_KEY: newKey() }))).toMatchObject({ state: "well" });
  });

  test("of a data folder that was damaged is broken", () => {
    const dataDir = join(folder, "damaged");
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "encryption-key.json"), "{}");
    expect(checkKey(patient({}, { dataDir }))).toMatchObject({ state: "broken" });
  });
});

describe("the machine", () => {
  test.each<[number, Finding["state"]]>([
    [50e9, "well"],
    [0.5e9, "look"],
    [1e6, "broken"],
  ])("with %d bytes free is %s", async (bytes, state) => {
    expect((await checkDisk(patient(), async () => bytes)).state).toBe(state);
  });

  test("whose data folder cannot be written is broken", async () => {
    writeFileSync(join(folder, "a-file"), "");
    expect(await checkDisk(patient({}, { dataDir: join(folder, "a-file") }))).toMatchObject({
      state: "broken",
    });
  });

  test.each([
    ["18.20.0", "broken"],
    ["20.18.3", "broken"],
  ])("with Node %s is %s", (node, state) => expect(checkVersions(node).state).toBe(state));
});

describe("the database", () => {
  const keys = () => [...keyRing().all.keys()];

  test("that is as it should be is well in everything", async () => {
    const { db, url } = await testDatabase();
    await ensurePublicAudience(db);
    await makeSubscriber(db, { channel: "slack", address: "https://hooks.slack.com/services/T0/B0/x" });
    const findings = await checkDatabase(url, patient(), keys());
    expect(bad(findings.filter(({ check }) => check !== "database"))).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      "database",
      "clock",
      "migrations",
      "sealed secrets",
      "audit log",
    ]);
  });

  test("that does not answer is broken, and no password is told", async () => {
    const url = "postgres://drawbridge:a-secret@127.0.0.1:1/x";
    const [finding] = await checkDatabase(url, patient({ DATABASE_URL: url }), []);
    expect(finding).toMatchObject({ state: "broken", todo: expect.stringContaining("DATABASE_URL") });
    expect(JSON.stringify(finding)).not.toContain("a-secret");
  });

  test("that is read-only, behind, ahead, or whose restore was broken off, is said to be so", async () => {
    const { db, url } = await testDatabase();
    const state = async (check: string) => found(await checkDatabase(url, patient(), keys()), check);
    const name = sql.identifier(new URL(url).pathname.slice(1));
    await db.execute(sql`alter database ${name} set default_transaction_read_only = on`);
    expect((await state("database"))[0]).toMatchObject({
      state: "broken",
      says: expect.stringContaining("no changes"),
    });
    await db.execute(sql`alter database ${name} reset default_transaction_read_only`);
    await db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)`);
    expect(await state("migrations")).toMatchObject([
      { state: "look", says: expect.stringContaining("1 migrations ahead") },
    ]);
    await db.execute(sql`delete from drizzle.__drizzle_migrations where id > 3`);
    expect(await state("migrations")).toMatchObject([
      { state: "broken", todo: expect.stringContaining("db:migrate") },
    ]);
    await db.execute(sql`create table restore_under_way ()`);
    expect(await state("migrations")).toMatchObject([
      { state: "broken", todo: expect.stringContaining("npm run restore") },
    ]);
  });

  test("that holds what a lost key sealed says which key", async () => {
    const { db, url } = await testDatabase();
    await ensurePublicAudience(db);
    const before = keyRing();
    const lost = ringOf(newKey());
    holdKeys(lost);
    await makeSubscriber(db, { channel: "slack", address: "https://hooks.slack.com/services/T0/B0/x" });
    holdKeys(before);
    const [finding] = found(await checkDatabase(url, patient(), keys()), "sealed secrets");
    expect(finding).toMatchObject({ state: "broken", says: expect.stringContaining(lost.current.id) });
  });

  test("that holds what an older version wrote in the clear says how to seal it", async () => {
    const { db, url } = await testDatabase();
    await ensurePublicAudience(db);
    const { id } = await makeSubscriber(db, { channel: "slack", address: "https://hooks.slack.com/x" });
    await db.execute(sql`update subscribers set address = 'https://hooks.slack.com/x' where id = ${id}`);
    const [finding] = found(await checkDatabase(url, patient(), keys()), "sealed secrets");
    expect(finding).toMatchObject({ state: "look", todo: expect.stringContaining("npm run key -- seal") });
  });

  test("whose audit log was changed says where", async () => {
    const { db, url, pool } = await testDatabase();
    for (let n = 0; n < 3; n++) await makeUser(db);
    const client = await pool.connect();
    await client.query("set session_replication_role = replica");
    await client.query("update audit_log set actor_name = 'x' where id = 2");
    client.release(true);
    const [finding] = found(await checkDatabase(url, patient(), keys()), "audit log");
    expect(finding).toMatchObject({ state: "broken", says: expect.stringContaining("row 2") });
  });

  test.each<[number, Finding["state"]]>([
    [0, "well"],
    [-5, "look"],
    [3600, "broken"],
  ])("and a clock that is %d s off is %s", async (seconds, state) => {
    const { url } = await testDatabase();
    const now = () => new Date(Date.now() + seconds * 1000);
    expect(found(await checkDatabase(url, patient({}, { now }), keys()), "clock")[0]!.state).toBe(state);
  });
});

describe("mail", () => {
  let resend: Server;
  let answer: { status: number; body: unknown; date?: string };
  let base: string;
  beforeEach(async () => {
    resend = createServer((_, response) => {
      if (answer.date) response.setHeader("date", answer.date);
      response
        .writeHead(answer.status, { "content-type": "application/json" })
        .end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => resend.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(resend.address() as AddressInfo).port}`;
  });
  afterEach(() => void resend.close());
  const ask = () =>
    checkMail(
      patient({ RESEND_API_KEY: "re_x", RESEND_BASE_URL: base, MAIL_FROM: "Status <s@mail.example.com>" }),
    );

  test("that goes nowhere is worth a look", async () => {
    expect(await checkMail(patient())).toMatchObject([
      { state: "look", todo: expect.stringContaining("RESEND_API_KEY") },
    ]);
  });

  test.each<[string, number, unknown, Finding["state"], RegExp]>([
    [
      "knows key and domain",
      200,
      { data: [{ name: "example.com", status: "verified" }] },
      "well",
      /verified/,
    ],
    ["knows a key that may only send", 401, { name: "restricted_api_key" }, "well", /only send/],
    ["does not know the key", 401, { name: "invalid_api_key" }, "broken", /does not know the key/],
    [
      "does not know the domain",
      200,
      { data: [{ name: "other.com", status: "verified" }] },
      "broken",
      /mail\.example\.com/,
    ],
    [
      "waits for the domain's records",
      200,
      { data: [{ name: "example.com", status: "pending" }] },
      "broken",
      /pending/,
    ],
    ["has a fault", 503, {}, "look", /503/],
  ])("at Resend that %s", async (_, status, body, state, says) => {
    answer = { status, body };
    const [finding] = await ask();
    expect(finding).toMatchObject({ state, says: expect.stringMatching(says) });
  });

  test("and its Date shows a clock that is wrong", async () => {
    answer = { status: 200, body: { data: [] }, date: new Date(Date.now() - 90_000).toUTCString() };
    expect(found(await ask(), "clock")).toMatchObject([
      { state: "broken", says: expect.stringContaining("ahead of Resend") },
    ]);
  });

  test("by SMTP: a server that takes the sign-in, one that does not, and one that is not there", async () => {
    const server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === "u" && password === "right"
          ? done(null, { user: "u" })
          : done(new Error("Invalid login")),
      disabledCommands: ["STARTTLS"],
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    const smtp = (url: string) => checkMail(patient({ SMTP_URL: url }));
    expect(await smtp(`smtp://u:right@127.0.0.1:${port}`)).toMatchObject([{ state: "well" }]);
    expect(await smtp(`smtp://u:wrong@127.0.0.1:${port}`)).toMatchObject([
      { state: "broken", todo: "Correct user and password in SMTP_URL." },
    ]);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await smtp(`smtp://u:right@127.0.0.1:${port}`)).toMatchObject([
      { state: "broken", todo: expect.stringContaining("host and port") },
    ]);
  });
});

describe("names", () => {
  const fault = (code: string) => Object.assign(new Error(code), { code });
  const records = (known: Record<string, string>) => ({
    lookup: async () => "192.0.2.1",
    resolveTxt: async (name: string) => {
      if (!known[name]) throw fault("ENOTFOUND");
      return [[known[name]!]];
    },
  });
  const settings = {
    MAIL_FROM: "Status <s@example.com>",
    PUBLIC_URL: "https://status.example.com",
    RESEND_API_KEY: "re_x",
  };
  const whole = {
    "send.example.com": "v=spf1 include:amazonses.com ~all",
    "resend._domainkey.example.com": "p=MIGf",
    "_dmarc.example.com": "v=DMARC1; p=none",
  };

  test("that are all there are well", async () => {
    expect(bad(await checkNames(patient(settings, { dns: records(whole) })))).toEqual([]);
  });

  test.each(Object.keys(whole))("without a record at %s it says which one to add", async (missing) => {
    const dns = records({ ...whole, [missing]: "" });
    const [finding, ...others] = bad(await checkNames(patient(settings, { dns })));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ state: "look", todo: expect.stringContaining(missing) });
  });

  test("an address of the page that nobody knows, and a resolver that is silent, are two things", async () => {
    const unknown = { ...records(whole), lookup: () => Promise.reject(fault("ENOTFOUND")) };
    expect(bad(await checkNames(patient(settings, { dns: unknown })))).toMatchObject([
      { check: "page's address", state: "look" },
    ]);
    const silent = {
      lookup: () => Promise.reject(fault("EAI_AGAIN")),
      resolveTxt: () => Promise.reject(fault("ETIMEOUT")),
    };
    const states = (await checkNames(patient(settings, { dns: silent }))).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["not asked"]));
  });

  test("without Resend the domain itself says who may send; a local name is not asked for", async () => {
    const { RESEND_API_KEY: _, ...smtp } = settings;
    const asked: string[] = [];
    const resolveTxt = async (name: string) => {
      asked.push(name);
      return [["v=spf1 -all"]];
    };
    const dns = { ...records({}), resolveTxt };
    await checkNames(patient(smtp, { dns }));
    expect(asked).toEqual(["example.com", "_dmarc.example.com"]);
    expect(await checkNames(patient({ MAIL_FROM: "Status <status@localhost>" }))).toMatchObject([
      { state: "not asked" },
    ]);
  });
});

describe("the command", () => {
  const run = (settings: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "scripts/doctor.ts", ...args], {
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "test",
        DATA_DIR: folder,
        ...settings,
      },
    });

  test("says what is broken, what to do, and ends with 1; as JSON for programs; and tells no secret", async () => {
    const url = "postgres://drawbridge:a-secret-password@127.0.0.1:1/x";
    const settings = { DATABASE_URL: url, ENCRYPTION_KEY: newKey() };
    const { status, stdout } = run(settings);
    expect(status).toBe(1);
    expect(stdout).toMatch(/BROKEN {2}database: It does not answer.*\n +→ Check DATABASE_URL/);
    const json = run(settings, "--json");
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false });
    expect(stdout + json.stdout).not.toMatch(/a-secret-password/);
    expect(stdout + json.stdout).not.toContain(settings.ENCRYPTION_KEY);
  }, 60_000);

  test("with a setting that cannot be read names it", () => {
    const { status, stdout } = run({ UNDO_SECONDS: "soon" });
    expect([status, stdout]).toEqual([1, expect.stringContaining("UNDO_SECONDS")]);
  }, 60_000);

  test("where nothing is broken ends with 0", async () => {
    const { url } = await testDatabase();
    const { status, stdout } = run({ DATABASE_URL: url, ENCRYPTION_KEY: newKey() });
    expect([status, stdout]).toEqual([0, expect.stringContaining("audit log: It is whole")]);
  }, 60_000);
});
