import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type Balancer = {
  stop: () => Promise<void>;
  /** Sends no new request to these instances, as a person does before a deployment; none: to all again. */
  setAside: (instances: string[]) => Promise<void>;
};

/** Until nginx works by a changed configuration, and what it had passed on is answered. */
const settleMilliseconds = 1_000;

export const hasNginx = () => !spawnSync("nginx", ["-v"], { stdio: "ignore" }).error;

/** nginx with the sample configuration of docs/deploy, before instances on loopback. */
export function startBalancer(port: number, instances: string[]): Balancer {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-balancer-"));
  chmodSync(folder, 0o755);
  const site = join(folder, "site.conf");
  writeFileSync(site, configuration(port, instances, []));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const whole = `pid ${folder}/nginx.pid; daemon off; worker_processes 1; error_log stderr;
    events { worker_connections 512; }
    http { access_log off; ${temporary.join(" ")} include ${folder}/site.conf; }`;
  writeFileSync(join(folder, "nginx.conf"), whole);
  const child = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-e", "stderr"], { stdio: "ignore" });
  return {
    stop: () => end(child, folder),
    setAside: async (aside) => {
      writeFileSync(site, configuration(port, instances, aside));
      child.kill("SIGHUP");
      await wait(settleMilliseconds);
    },
  };
}

function configuration(port: number, instances: string[], aside: string[]): string {
  const servers = instances.map((url) => {
    const host = new URL(url).host.replace("localhost", "127.0.0.1");
    return `server ${host} max_fails=0${aside.includes(url) ? " down" : ""};`;
  });
  return readFileSync("docs/deploy/balancer.nginx.conf", "utf8")
    .replace(/(?:[ \t]*server 10\.0\.0\.\d:3000 max_fails=0;\n)+/, `${servers.join("\n")}\n`)
    .replace("listen 80;", `listen 127.0.0.1:${port};`);
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  child.kill("SIGTERM");
  if (child.exitCode === null) await once(child, "exit");
  rmSync(folder, { recursive: true, force: true });
}
