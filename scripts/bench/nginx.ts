import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { freePort } from "@/db/embedded/free-port";

/** A file for nginx: the body and headers that the front answers. */
export type Copy = { path: string; body: Buffer; headers: [string, string][] };
export type Nginx = { url: string; pid: number; stop: () => Promise<void> };

/**
 * nginx with one worker, serving copies from disk with `gzip_static`: compressed beforehand, as the front does.
 * Null when nginx is not installed.
 */
export async function startNginx(copies: Copy[]): Promise<Nginx | null> {
  if (spawnSync("nginx", ["-v"]).error) return null;
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-nginx-"));
  // Started as root, nginx reads as somebody else.
  chmodSync(folder, 0o755);
  const port = await freePort();
  for (const { path, body } of copies) {
    const file = join(folder, "root", fileOf(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 6 }));
  }
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, copies));
  const child = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await fetch(url).catch(() => null))?.ok; waited += 50) {
    if (waited > 5_000 || child.exitCode !== null) {
      child.kill("SIGKILL");
      throw new Error(`nginx did not start: see ${folder}/error.log`);
    }
    await wait(50);
  }
  return {
    ...{ url, pid: child.pid! },
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await new Promise((done) => child.once("exit", done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const fileOf = (path: string) => (path === "/" ? "index.html" : path.slice(1));

function configuration(folder: string, port: number, copies: Copy[]): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const locations = copies.map(({ path, headers }) => {
    const type = headers.find(([name]) => name === "content-type")?.[1] ?? "text/plain";
    const others = headers.filter(([name]) => !nginxs.has(name));
    return `location = ${path} { types {} default_type "${type}"; try_files /${fileOf(path)} =404;
      ${others.map(([name, value]) => `add_header ${name} "${value}";`).join("\n      ")} }`;
  });
  return `daemon off;
pid ${folder}/pid;
worker_processes 1;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; gzip_static on; gzip_vary on; keepalive_requests 100000000;
  open_file_cache max=100;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/root;
    ${locations.join("\n    ")}
  }
}
`;
}

/** Headers that nginx makes itself. */
const nginxs = new Set([
  ...["content-type", "content-length", "content-encoding", "etag", "last-modified", "vary"],
  ...["date", "connection", "keep-alive", "transfer-encoding"],
]);
