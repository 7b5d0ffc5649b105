import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { killAndWait } from "../bench/kill/victims";
import type { Fault } from "./fault";
import { postgresProcesses, signalAll, stopAll } from "./postgres-processes";
import { sayUntold } from "./say-untold";
import { canMount, makeSmallDisk, type SmallDisk } from "./small-disk";
import type { Stage } from "./stage";
import { untilFinished, untilPlanned } from "./until-told";

const away = {
  ...{ confirms: false, publishes: false },
  says: [/The database does not answer/, /Readers get the page, the feeds and the API as last confirmed/],
};
/** Of what is over in a moment: the desk is there again, or says what is wrong. */
const thereAgain = [/Open incidents|The database does not answer.*Readers get the page/s];

const deadlockDetected = "40P01";

let slow: AbortController | null = null;
let tiny: { folder: string; disk: SmallDisk } | null = null;

/** What becomes of the database. */
export const databaseFaults: Fault[] = [
  {
    ...{ name: "database stopped", quick: true, lasts: true, ...away },
    make: ({ stack }) => stack.stopPostgres(),
    end: ({ stack }) => stack.startPostgres(),
  },
  {
    ...{ name: "database hangs", quick: true, ...away },
    make: ({ stack }) => stopAll(stack.dataDir),
    end: async ({ stack }) => signalAll(postgresProcesses(stack.dataDir), "SIGCONT"),
  },
  {
    ...{ name: "database slow", quick: false, confirms: true, publishes: true },
    says: [/The database is slow/, /Readers notice nothing/],
    make: async ({ stack }) => {
      slow = new AbortController();
      void slowDown(stack.dataDir, slow.signal);
    },
    end: async ({ stack }) => {
      slow?.abort();
      signalAll(postgresProcesses(stack.dataDir), "SIGCONT");
    },
  },
  {
    ...{ name: "database read-only", quick: true, confirms: true, publishes: false },
    says: [/takes no changes/, /You can look at everything here/],
    make: (stage) => admin(stage, "alter system set default_transaction_read_only = on"),
    end: (stage) => admin(stage, "alter system reset default_transaction_read_only"),
  },
  {
    ...{ name: "database's disk full", quick: false, confirms: true, publishes: false },
    says: [/database's disk is full|disk of the database is full/, /Readers (still )?get the page/],
    lacks: () => (canMount() ? null : "needs to mount a small disk"),
    make: fillTablespace,
    end: emptyTablespace,
  },
  {
    ...{ name: "database killed", quick: false, passes: true, confirms: true, publishes: true },
    says: thereAgain,
    make: async ({ stack }) => void (await killAndWait(stack, "postgres")),
    end: async () => undefined,
  },
  {
    ...{ name: "database restarted", quick: false, passes: true, confirms: true, publishes: true },
    says: thereAgain,
    make: async ({ stack }) => {
      await stack.stopPostgres();
      await stack.startPostgres();
    },
    end: async () => undefined,
  },
  {
    ...{
      name: "database restored from an older backup",
      quick: false,
      passes: true,
      confirms: true,
      publishes: true,
    },
    says: thereAgain,
    make: restoreOlder,
    end: async () => undefined,
  },
];

/** Stopped for most of the time: a question waits for up to a second and more. */
async function slowDown(dataDir: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const all = postgresProcesses(dataDir);
    signalAll(all, "SIGSTOP");
    await wait(1_200);
    signalAll(all, "SIGCONT");
    await wait(150);
  }
}

/** By a connection that may change things whatever holds for others. */
async function admin({ stack }: Stage, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    await client.query("set default_transaction_read_only = off");
    for (const statement of statements) await untilNoDeadlock(() => client.query(statement));
    await client.query("select pg_reload_conf()");
  } finally {
    await client.end();
  }
}

/** Moving a table waits for who works on it, and they for us: PostgreSQL then takes one of both back, whole. */
async function untilNoDeadlock(ask: () => Promise<unknown>): Promise<void> {
  for (let left = 10; ; left--) {
    try {
      await ask();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== deadlockDetected || left === 0) throw error;
    }
  }
}

/** Every table moves to a disk of its own, which is then filled: the rest of the server has room. */
async function fillTablespace(stage: Stage): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-tablespace-"));
  const disk = makeSmallDisk(folder, 96 * 1024 * 1024)!;
  tiny = { folder, disk };
  const { uid, gid } = statSync(join(stage.stack.dataDir, "postgres", "data"));
  chownSync(folder, uid, gid);
  await admin(stage, `create tablespace tiny location '${folder}'`, ...moved("pg_default", "tiny"));
  disk.fill();
}

async function emptyTablespace(stage: Stage): Promise<void> {
  if (!tiny) return;
  tiny.disk.clear();
  await admin(stage, ...moved("tiny", "pg_default"), "drop tablespace tiny");
  tiny.disk.remove();
  rmSync(tiny.folder, { recursive: true, force: true });
  tiny = null;
}

const moved = (from: string, to: string) => [
  `alter table all in tablespace ${from} set tablespace ${to}`,
  `alter index all in tablespace ${from} set tablespace ${to}`,
];

/**
 * The folder as it was before the last update takes the place of the folder as it is. An update that people were told
 * after the backup was made waits in it still: it is handed over again, under the same keys, and nobody gets it twice.
 */
async function restoreOlder(stage: Stage, next: () => Promise<void>): Promise<void> {
  const { stack, provider } = stage;
  await untilFinished(stage);
  provider.down = true;
  await next();
  await untilPlanned(stage);
  const data = join(stack.dataDir, "postgres");
  const backup = join(stack.dataDir, "backup");
  await stack.stopPostgres();
  // With its owner: PostgreSQL starts on no other's files.
  if (spawnSync("cp", ["-a", data, backup]).status !== 0) throw new Error("The backup could not be made.");
  await stack.startPostgres();
  provider.down = false;
  const unfinished = await untilFinished(stage);
  if (unfinished.length > 0) throw new Error(`Before the restore: ${unfinished.join("; ")}`);
  await sayUntold(stage);
  await stack.stopPostgres();
  rmSync(data, { recursive: true, force: true });
  renameSync(backup, data);
  await stack.startPostgres();
}
