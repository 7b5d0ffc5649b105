import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mailboxDirectory } from "@/communications/channels/email/choose";
import { listLetters } from "@/communications/channels/email/mailbox";
import { addSubscriber, minutesLater, openOnCheckout, say, stage } from "@/communications/testing/stage";

const scene = stage();
const refreshed: { version: number }[] = [];
let dataDir: string;
let worker: ChildProcess;

/** Stands where the front listens for "bring readers this version". */
const front = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  refreshed.push(JSON.parse(body));
  response.end(JSON.stringify({ version: JSON.parse(body).version, confirmedAt: new Date() }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  dataDir = await mkdtemp(join(tmpdir(), "worker-"));
  worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: scene.url,
      DATA_DIR: dataDir,
      FRONT_CONTROL_URL: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      INTERNAL_TOKEN: "token",
      SECRET: "secret",
      RESEND_API_KEY: "",
      SMTP_URL: "",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
});
afterAll(async () => {
  if (worker.exitCode === null) worker.kill("SIGKILL");
  await new Promise((resolve) => front.close(resolve));
});

const subjects = async () =>
  (await listLetters(mailboxDirectory({ DATA_DIR: dataDir }), { limit: 50 })).map(({ subject }) => subject);
const patience = { timeout: 20_000, interval: 100 };

test("a worker tells and publishes, outlives lost connections, and stops when asked", async () => {
  const now = new Date();
  await addSubscriber(scene, { address: "ana@reader.example" });
  const { incidentId, version } = await openOnCheckout(scene, {}, now);
  await vi.waitFor(async () => {
    expect(await subjects()).toEqual(["Checkout: partial outage, investigating"]);
    expect(refreshed.map((asked) => asked.version)).toContain(version);
  }, patience);

  // What a restart of PostgreSQL looks like from outside: every connection but ours breaks.
  await scene.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await say(scene, incidentId!, {}, minutesLater(1, now));
  await vi.waitFor(async () => {
    expect((await subjects()).toSorted()).toEqual([
      "Checkout: partial outage, identified",
      "Checkout: partial outage, investigating",
    ]);
  }, patience);
  expect(worker.exitCode).toBeNull();

  worker.kill("SIGTERM");
  const [code] = await once(worker, "exit");
  expect(code).toBe(0);
}, 60_000);
