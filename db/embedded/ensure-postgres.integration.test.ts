import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensurePostgres } from "./ensure-postgres";
import { stopPostgres } from "./stop-postgres";

let dataDir: string;
const database = "kept";

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "drawbridge-postgres-"));
});
afterEach(async () => {
  await stopPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(url: string, statement: string) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}
const serverPid = () => Number(readFileSync(join(dataDir, "data", "postmaster.pid"), "utf8").split("\n")[0]);

test("four that start it at once share one server, and a later one adopts it", async () => {
  const started = await Promise.all(Array.from({ length: 4 }, () => ensurePostgres({ dataDir, database })));
  expect(new Set(started.map(({ url }) => url)).size).toBe(1);
  expect(started.filter((one) => one.started)).toHaveLength(1);
  expect(await ensurePostgres({ dataDir, database })).toMatchObject({ url: started[0]!.url, started: false });
  expect(await ask(started[0]!.url, "show fsync")).toEqual([{ fsync: "on" }]);
});

test("processes that start it at once share one server", async () => {
  const script = join(dataDir, "start.mts");
  const module = JSON.stringify(join(import.meta.dirname, "ensure-postgres.ts"));
  const options = JSON.stringify({ dataDir, database });
  writeFileSync(
    script,
    `import { ensurePostgres } from ${module}; console.log(JSON.stringify(await ensurePostgres(${options})));`,
  );
  const run = promisify(execFile);
  const outputs = await Promise.all(
    Array.from({ length: 3 }, () => run(process.execPath, ["--import", "tsx", script])),
  );
  const all: { url: string; started: boolean }[] = outputs.map(({ stdout }) => JSON.parse(stdout));
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(all.filter(({ started }) => started)).toHaveLength(1);
});

test("what was committed is there after a crash, under the same address", async () => {
  const { url } = await ensurePostgres({ dataDir, database });
  await ask(url, "create table kept as select 42 as n");
  process.kill(serverPid(), "SIGKILL");
  const again = await ensurePostgres({ dataDir, database });
  expect(again).toMatchObject({ url, started: true });
  expect(await ask(again.url, "select n from kept")).toEqual([{ n: 42 }]);
});

test("what was committed is there after a stop, though another program has taken the port", async () => {
  const { url, stop } = await ensurePostgres({ dataDir, database });
  await ask(url, "create table kept as select 42 as n");
  await stop();
  expect(existsSync(join(dataDir, "data", "postmaster.pid"))).toBe(false);
  const thief = await listen(Number(new URL(url).port));
  const again = await ensurePostgres({ dataDir, database });
  expect(new URL(again.url).port).not.toBe(new URL(url).port);
  expect(await ask(again.url, "select n from kept")).toEqual([{ n: 42 }]);
  await new Promise((done) => thief.close(done));
});

test("data of another major version is refused and left alone", async () => {
  mkdirSync(join(dataDir, "data"));
  writeFileSync(join(dataDir, "data", "PG_VERSION"), "16\n");
  await expect(ensurePostgres({ dataDir, database })).rejects.toThrow(
    /PostgreSQL 16; this is PostgreSQL 18.*DATABASE_URL/s,
  );
  expect(readdirSync(join(dataDir, "data"))).toEqual(["PG_VERSION"]);
});

test("data that we have no notes about is set aside, not deleted", async () => {
  mkdirSync(join(dataDir, "data"));
  writeFileSync(join(dataDir, "data", "precious"), "words");
  await ensurePostgres({ dataDir, database });
  const aside = readdirSync(dataDir).find((name) => name.startsWith("data.set-aside-"))!;
  expect(readFileSync(join(dataDir, aside, "precious"), "utf8")).toBe("words");
});

test("stopping what does not run does nothing", async () => {
  await stopPostgres(dataDir);
  await stopPostgres(join(dataDir, "never-made"));
});

test.runIf(process.getuid?.() === 0 && process.platform === "linux")(
  "the server does not run as root in its own eyes",
  async () => {
    await ensurePostgres({ dataDir, database });
    const map = readFileSync(`/proc/${serverPid()}/uid_map`, "utf8").trim();
    const status = readFileSync(`/proc/${serverPid()}/status`, "utf8");
    expect(/^1000\s+0\s/.test(map) || !/^Uid:\s+0\s/m.test(status)).toBe(true);
  },
);

function listen(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}
