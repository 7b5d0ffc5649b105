/** `npm run up`: everything on one machine. The front comes first, so readers have the last publication at once. */
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { env } from "@/lib/env";
import { announce } from "./up/announce";
import { buildIfChanged } from "./up/build-if-changed";
import { Database } from "./up/database";
import { freePort, refuseTaken } from "./up/ports";
import { isHeld, type RunFile, refuseSecond, removeRunFile, writeRunFile } from "./up/run-file";
import { keepSecrets } from "./up/secrets";
import { Supervisor } from "./up/supervisor";

const dev = process.argv.includes("--dev");
const dataDir = resolve(env().DATA_DIR);
const port = Number(process.env.PORT || 3000);
const say = (line: string) => console.log(line);

async function up(): Promise<void> {
  const secrets = keepSecrets(dataDir);
  refuseSecond(dataDir);
  await refuseTaken(port);
  // Developing, readers' port is the app's own, so that a change shows at once; the front stands beside it.
  const frontPort = dev ? await freePort() : port;
  const appPort = dev ? port : await freePort();
  const controlUrl = `http://127.0.0.1:${await freePort()}`;
  const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`;
  const account = {
    demo: process.env.DEMO !== "0",
    adminEmail: process.env.ADMIN_EMAIL || "owner@example.com",
    adminPassword: process.env.ADMIN_PASSWORD || secrets.adminPassword,
  };
  const common: Record<string, string> = {
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    NEXTAUTH_URL: publicUrl,
    APP_URL: `http://127.0.0.1:${appPort}`,
    FRONT_CONTROL_URL: controlUrl,
    INTERNAL_TOKEN: process.env.INTERNAL_TOKEN || secrets.internalToken,
    SECRET: process.env.SECRET || secrets.secret,
    NEXTAUTH_SECRET: process.env.SECRET || secrets.secret,
  };
  const run: RunFile = {
    ...{ pid: process.pid, url: publicUrl, appUrl: common.APP_URL!, controlUrl },
    ...{ databaseUrl: null, ready: false, children: {} },
  };
  const supervisor = new Supervisor({
    say,
    held: (name) => isHeld(dataDir, name),
    changed: (children) => writeRunFile(dataDir, Object.assign(run, { children })),
  });
  const database = new Database(dataDir, process.env.DATABASE_URL || process.env.POSTGRES_URL, say);
  stopOnSignal(async () => {
    await supervisor.stop();
    await database.stop();
    removeRunFile(dataDir);
  });

  const script = (file: string) => ["--import", "./scripts/up/exit-with-parent.mjs", "--import", "tsx", file];
  const next = (command: string) => [
    "--import",
    "./scripts/up/exit-with-parent.mjs",
    "node_modules/next/dist/bin/next",
    command,
  ];
  supervisor.start({
    name: "front",
    args: script("scripts/front.ts"),
    env: { ...common, PORT: String(frontPort) },
  });
  const databaseUrl = await database.start();
  writeRunFile(dataDir, Object.assign(run, { databaseUrl }));
  const { seeded } = await database.prepare(databaseUrl, account);
  if (!dev) buildIfChanged();
  const withDatabase = { ...common, DATABASE_URL: databaseUrl };
  const listen = ["-p", String(appPort), ...(dev ? [] : ["-H", "127.0.0.1"])];
  supervisor.start({ name: "app", args: [...next(dev ? "dev" : "start"), ...listen], env: withDatabase });
  supervisor.start({ name: "worker", args: script("scripts/worker.ts"), env: withDatabase });
  await untilReady(dev ? `http://127.0.0.1:${frontPort}` : `http://127.0.0.1:${port}`);
  writeRunFile(dataDir, Object.assign(run, { ready: true }));
  announce({
    url: publicUrl,
    frontUrl: dev ? `http://localhost:${frontPort}` : null,
    seeded,
    dataDir,
    ...account,
  });
}

/** Until readers get a page made of today's database. */
async function untilReady(url: string): Promise<void> {
  for (;;) {
    const stamp = await fetch(`${url}/stamp.json`).then(
      (answer) => answer.json(),
      () => null,
    );
    if (stamp?.confirmed && (await fetch(url).catch(() => null))?.ok) return;
    await wait(100);
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let asked = false;
  const once = async () => {
    if (asked) return;
    asked = true;
    say("Stopping …");
    await stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, once);
  // Our own parent was killed.
  process.on("disconnect", once);
}

up().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 15_000);
});
