import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";

const programs = ["nginx", "caddy"];
/** Debian starts a service as it installs one, unless this file forbids it: it would take the port that readers know. */
const policy = "/usr/sbin/policy-rc.d";

/**
 * Has nginx and Caddy, which serve second origins in the tests, installed where that needs nobody's leave: on a Linux
 * with apt that we are root of. Elsewhere their tests are skipped, and say so.
 */
export function findStaticHosts(): void {
  const missing = programs.filter((name) => !answers(name));
  if (missing.length === 0 || process.platform !== "linux" || process.getuid?.() !== 0) return;
  console.log(`Installing ${missing.join(" and ")} …`);
  try {
    writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755, flag: "wx" });
  } catch {
    // The system has a rule of its own.
    install(missing);
    return;
  }
  try {
    install(missing);
  } finally {
    rmSync(policy, { force: true });
  }
}

function install(names: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (args: string[]) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
  apt(["update", "-qq"]);
  for (const name of names) apt(["install", "-y", "-qq", "--no-install-recommends", name]);
}

const answers = (name: string) => !spawnSync(name, ["version"], { stdio: "ignore" }).error;
