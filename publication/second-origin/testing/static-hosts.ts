import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { read } from "../../testing/read";

export type StaticHost = { port: number; stop: () => Promise<void> };
export const staticHosts = ["nginx", "caddy"] as const;
export type HostName = (typeof staticHosts)[number];

const patienceMilliseconds = 8_000;

/** Whether the program is here; `npm test` installs it on a Debian that it is root of. */
export const isInstalled = (name: HostName) =>
  !spawnSync(name, [name === "nginx" ? "-v" : "version"], { stdio: "ignore" }).error;

/** Serves a folder by the sample configuration of docs/deploy, with the port and the root changed and nothing else. */
export async function startStaticHost(name: HostName, root: string): Promise<StaticHost> {
  const work = mkdtempSync(join(tmpdir(), `drawbridge-${name}-`));
  // Started as root, nginx reads as somebody else.
  for (const folder of [work, root]) chmodSync(folder, 0o755);
  const port = await freePort();
  const child = name === "nginx" ? startNginx(work, root, port) : startCaddy(work, root, port);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  for (let waited = 0; ; waited += 50) {
    const answers = await read(port, "/").catch(() => null);
    if (answers) break;
    if (waited > patienceMilliseconds || child.exitCode !== null) {
      child.kill("SIGKILL");
      throw new Error(`${name} did not start: ${said}`);
    }
    await wait(50);
  }
  return {
    port,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(work, { recursive: true, force: true });
    },
  };
}

function startNginx(work: string, root: string, port: number): ChildProcess {
  const site = sample("nginx.conf")
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("root /srv/status;", `root ${root};`);
  writeFileSync(join(work, "site.conf"), site);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${work}/${kind};`,
  );
  const whole = `pid ${work}/nginx.pid; daemon off; worker_processes 1; error_log stderr;
    events { worker_connections 64; }
    http { access_log off; ${temporary.join(" ")} include ${work}/site.conf; }`;
  writeFileSync(join(work, "nginx.conf"), whole);
  return spawn("nginx", ["-c", join(work, "nginx.conf"), "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function startCaddy(work: string, root: string, port: number): ChildProcess {
  const site = sample("Caddyfile")
    .replace(":80 {", `:${port} {\n\tbind 127.0.0.1`)
    .replace("root * /srv/status", `root * ${root}`);
  writeFileSync(join(work, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
  return spawn("caddy", ["run", "--config", join(work, "Caddyfile"), "--adapter", "caddyfile"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work },
  });
}

const sample = (ending: string) =>
  readFileSync(new URL(`../../../docs/deploy/second-origin.${ending}`, import.meta.url), "utf8");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
