import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@/db/embedded/free-port";
import { stopPostgres as stopServer } from "@/db/embedded/stop-postgres";
import { type RunFile, readRunFile } from "@/scripts/up/run-file";

type Options = {
  demo: boolean;
  adminEmail?: string;
  adminPassword?: string;
  env?: Record<string, string>;
};

/** The built product, started as a newcomer would, on its own data folder and port. */
export type Stack = {
  url: string;
  /** Where Next itself listens, behind the front. */
  appUrl: string;
  controlUrl: string;
  internalToken: string;
  databaseUrl: string;
  dataDir: string;
  /** What it printed so far. */
  output: () => string;
  pid: (part: "front" | "app" | "worker") => number;
  stopPostgres: () => Promise<void>;
  startPostgres: () => Promise<void>;
  stopApp: () => Promise<void>;
  startApp: () => Promise<void>;
  /** Kills the front; the supervisor starts it again. */
  killFront: () => Promise<void>;
  stop: () => Promise<void>;
};

export async function startStack(options: Options): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), "drawbridge-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let output = "";
  const child = spawn(process.execPath, ["scripts/up.mjs"], {
    env: {
      ...process.env,
      ...environment(options),
      ...options.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: url,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const run = await untilReady(child, dataDir, () => output);
  const { internalToken } = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8"));
  const pid = (part: string) => readRunFile(dataDir)?.children[part] ?? 0;
  const hold = (part: string) => writeFileSync(join(dataDir, `hold-${part}`), "");
  const release = (part: string) => rmSync(join(dataDir, `hold-${part}`), { force: true });
  const kill = async (part: string) => {
    const victim = pid(part);
    process.kill(victim, "SIGKILL");
    while (pid(part) === victim) await wait(20);
  };
  return {
    ...{
      url,
      dataDir,
      internalToken,
      appUrl: run.appUrl,
      controlUrl: run.controlUrl,
      databaseUrl: run.databaseUrl!,
    },
    output: () => output,
    pid,
    stopPostgres: async () => {
      hold("postgres");
      await stopServer(join(dataDir, "postgres"));
    },
    startPostgres: async () => release("postgres"),
    stopApp: async () => {
      hold("app");
      await kill("app");
    },
    startApp: async () => release("app"),
    killFront: () => kill("front"),
    stop: async () => {
      child.kill("SIGTERM");
      await new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done(null)));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function environment({ demo, adminEmail, adminPassword }: Options): Record<string, string> {
  return {
    DEMO: demo ? "1" : "0",
    DATABASE_URL: "",
    POSTGRES_URL: "",
    RESEND_API_KEY: "",
    SMTP_URL: "",
    // Letters leave at once, but where a journey is about taking back (undo.spec.ts).
    UNDO_SECONDS: "0",
    ...(adminEmail && { ADMIN_EMAIL: adminEmail }),
    ...(adminPassword && { ADMIN_PASSWORD: adminPassword }),
  };
}

async function untilReady(child: ChildProcess, dataDir: string, output: () => string): Promise<RunFile> {
  for (let waited = 0; waited < 300_000; waited += 100) {
    const run = readRunFile(dataDir);
    if (run?.ready) return run;
    if (child.exitCode !== null) break;
    await wait(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The product did not start:\n${output()}`);
}
