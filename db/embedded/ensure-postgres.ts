import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { postgresBinaries } from "./binaries";
import { withLock } from "./lock";
import { type RunAs, runAs } from "./run-as";

/** The major version of the packaged PostgreSQL: data of another one cannot be opened. */
const major = "18";

export type Postgres = {
  url: string;
  /** False when a running server was adopted. */
  started: boolean;
  pid: number;
  stop(): Promise<void>;
};
type Options = { directory: string; database: string; settings?: Record<string, string> };
type State = { port: number; password: string };

/**
 * Makes sure that the embedded PostgreSQL of a directory runs and has the database. Any process may call it:
 * the first one starts the server, others adopt it. Data is never deleted. Throws with what to do when the
 * data belongs to another major version or the server does not start.
 */
export async function ensurePostgres({ directory, database, settings = {} }: Options): Promise<Postgres> {
  const root = resolve(directory);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const as = runAs(root);
  return withLock(join(root, "start.lock"), async () => {
    const state = readState(root) ?? (await initialise(root, as));
    refuseOtherMajor(root);
    const started = !(await answers(state)) && (await start(root, as, state, settings));
    await ensureDatabase(state, database);
    return { url: address(state, database), started, pid: serverPid(root), stop: () => stop(root) };
  });
}

/** Stops the server of a directory: open connections are closed, everything committed is kept. */
export async function stop(directory: string): Promise<void> {
  const root = resolve(directory);
  if (!existsSync(pidFile(root))) return;
  try {
    process.kill(serverPid(root), "SIGINT");
  } catch {
    return; // It has gone already.
  }
  for (let waited = 0; waited < 10_000 && existsSync(pidFile(root)); waited += 25) await wait(25);
}

const pidFile = (root: string) => join(root, "data", "postmaster.pid");
const serverPid = (root: string) => Number(readFileSync(pidFile(root), "utf8").split("\n")[0]);
const address = ({ port, password }: State, database: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;

function readState(root: string): State | null {
  const file = join(root, "state.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function writeState(root: string, state: State): void {
  writeFileSync(join(root, "state.json"), JSON.stringify(state), { mode: 0o600 });
}

async function initialise(root: string, as: RunAs): Promise<State> {
  const data = join(root, "data");
  // Data without our notes about it is somebody's: set it aside.
  if (existsSync(data)) renameSync(data, `${data}.set-aside-${Date.now()}`);
  const state = { port: await freePort(), password: randomBytes(18).toString("base64url") };
  const passwordFile = join(root, "password");
  writeFileSync(passwordFile, state.password, { mode: 0o600 });
  if (as.ids.uid) chownSync(passwordFile, as.ids.uid, as.ids.gid!);
  const args = ["-D", data, "-U", "postgres", "--pwfile", passwordFile, "--auth=scram-sha-256"];
  const [program, all] = as.wrap(postgresBinaries().initdb, [...args, "--encoding=UTF8", "--locale=C"]);
  const made = spawnSync(program, all, { ...as.ids, cwd: root, encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not make its data folder: ${made.stderr || made.error}`);
  writeState(root, state);
  return state;
}

function refuseOtherMajor(root: string): void {
  const found = readFileSync(join(root, "data", "PG_VERSION"), "utf8").trim();
  if (found !== major) {
    throw new Error(
      `${root} holds data of PostgreSQL ${found}, this is ${major}. Dump it with ${found} and restore it, or set DATABASE_URL.`,
    );
  }
}

async function start(
  root: string,
  as: RunAs,
  state: State,
  settings: Record<string, string>,
): Promise<boolean> {
  const log = join(root, "postgres.log");
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await launched(root, as, state, settings, log)) return true;
    if (await answers(state)) return false;
    const said = readFileSync(log, "utf8").slice(-2000);
    if (/could not create any TCP\/IP sockets/.test(said.slice(said.lastIndexOf("starting PostgreSQL")))) {
      // Only when it is really taken: a new port changes the address.
      state.port = await freePort();
      writeState(root, state);
    }
    // A killed server may hold its lock file for a second or two.
    await wait(250);
  }
  throw new Error(`PostgreSQL did not start. It says why in ${log}.`);
}

async function launched(
  root: string,
  as: RunAs,
  state: State,
  settings: Record<string, string>,
  log: string,
) {
  const options = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...settings };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", join(root, "data"), "-p", String(state.port), ...flags];
  const [program, all] = as.wrap(postgresBinaries().postgres, args);
  const output = openSync(log, "a");
  const child = spawn(program, all, {
    ...as.ids,
    cwd: root,
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(output);
  child.unref();
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  for (let waited = 0; waited < 30_000 && !ended; waited += 40) {
    if (await answers(state)) return true;
    await wait(40);
  }
  return false;
}

async function answers(state: State): Promise<boolean> {
  const client = new pg.Client({
    connectionString: address(state, "postgres"),
    connectionTimeoutMillis: 1000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => undefined);
  }
}

async function ensureDatabase(state: State, database: string): Promise<void> {
  const client = new pg.Client(address(state, "postgres"));
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolvePort(port));
    });
  });
}
