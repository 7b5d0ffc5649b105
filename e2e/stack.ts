import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
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
  /** How readers reach it, when that is not its own port. */
  publicUrl?: string;
  /** Called with its data folder before anything is in it. */
  prepare?: (dataDir: string) => void;
  env?: Record<string, string>;
  /** Where the version lies that is started; left out: this one. */
  folder?: string;
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
  /** Kills a part; the supervisor starts it again. */
  kill: (part: "front" | "app" | "worker") => Promise<void>;
  /** Kills the embedded server as a power cut would; the supervisor starts it again. */
  killPostgres: () => Promise<void>;
  /** Kills the supervisor. Nobody starts it again but `start`. */
  killSupervisor: () => Promise<void>;
  /**
   * Starts everything again on the same data folder, from now on as another version where one is given; ready when
   * readers have what this run confirmed.
   */
  start: (version?: Pick<Options, "folder" | "env">) => Promise<void>;
  /** Asks everything to end, as a deployment does. Nobody starts it again but `start`. */
  end: () => Promise<void>;
  stop: () => Promise<void>;
};

export async function startStack(options: Options): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), "drawbridge-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  options.prepare?.(dataDir);
  let output = "";
  let { folder, env } = options;
  const launch = async () => {
    const killed = readRunFile(dataDir)?.pid;
    const up = spawn(process.execPath, ["scripts/up.mjs"], {
      cwd: folder,
      env: {
        ...process.env,
        ...environment(options),
        ...env,
        DATA_DIR: dataDir,
        PORT: String(port),
        PUBLIC_URL: options.publicUrl ?? url,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [up.stdout, up.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    return { up, run: await untilReady(up, dataDir, killed, () => output) };
  };
  let { up, run } = await launch();
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
    ...{ url, dataDir, internalToken },
    get appUrl() {
      return run.appUrl;
    },
    get controlUrl() {
      return run.controlUrl;
    },
    get databaseUrl() {
      return run.databaseUrl!;
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
    kill,
    killPostgres: async () => {
      const noted = readFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), "utf8");
      process.kill(Number(noted.split("\n")[0]), "SIGKILL");
    },
    killSupervisor: async () => {
      process.kill(readRunFile(dataDir)!.pid, "SIGKILL");
      await ended(up);
    },
    start: async (version) => {
      if (version) ({ folder, env } = version);
      ({ up, run } = await launch());
    },
    end: async () => {
      up.kill("SIGTERM");
      await ended(up);
    },
    stop: async () => {
      up.kill("SIGTERM");
      await ended(up);
      await stopServer(join(dataDir, "postgres"));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, "exit");
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

/** `killed`: the supervisor before this one, whose notes do not count. */
async function untilReady(
  child: ChildProcess,
  dataDir: string,
  killed: number | undefined,
  output: () => string,
): Promise<RunFile> {
  for (let waited = 0; waited < 300_000; waited += 100) {
    const run = readRunFile(dataDir);
    if (run?.ready && run.pid !== killed) return run;
    if (child.exitCode !== null) break;
    await wait(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The product did not start:\n${output()}`);
}
