import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { postgresBinaries } from "./binaries";
import { type Cluster, dataOf, noteCluster } from "./cluster";
import { answers } from "./connection";
import { freePort } from "./free-port";
import type { RunAs } from "./run-as";

/** PostgreSQL's own settings, by name. */
export type Settings = Record<string, string>;

/** A killed server may hold its lock file for a second or two: so many tries, with this wait between. */
const tries = 20;
const betweenMilliseconds = 250;
/** After a crash a server reads its log back before it answers. */
const recoverySeconds = 300;

/**
 * Starts a cluster's server; it outlives this process. Answers the cluster (with a new port when the old one was
 * taken) and whether it was us who started it. Throws with where the reason is when it does not start.
 */
export async function launch(
  cluster: Cluster,
  as: RunAs,
  settings: Settings,
): Promise<{ cluster: Cluster; started: boolean }> {
  const log = join(cluster.root, "postgres.log");
  let current = cluster;
  for (let attempt = 0; attempt < tries; attempt++) {
    if (await comesUp(current, as, settings, log)) return { cluster: current, started: true };
    if (await answers(current)) return { cluster: current, started: false };
    if (saysPortIsTaken(log)) {
      // Only then: a new port changes the address that others know.
      current = { ...current, port: await freePort() };
      noteCluster(current);
    }
    await wait(betweenMilliseconds);
  }
  throw new Error(`PostgreSQL did not start. It says why at the end of ${log}.`);
}

async function comesUp(cluster: Cluster, as: RunAs, settings: Settings, log: string): Promise<boolean> {
  const options = {
    ...{ listen_addresses: "127.0.0.1", unix_socket_directories: "" },
    // Its log would quote what rows hold (DETAIL) and what statements were given (CONTEXT).
    log_error_verbosity: "terse",
    ...settings,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program, args] = as.wrap(postgresBinaries().postgres, [
    ...["-D", dataOf(cluster.root), "-p", String(cluster.port)],
    ...flags,
  ]);
  const output = openSync(log, "a", 0o600);
  const child = spawn(program, args, {
    ...as.ids,
    cwd: cluster.root,
    stdio: ["ignore", output, output],
    detached: true,
    windowsHide: true,
  });
  closeSync(output);
  child.unref();
  let ended = false;
  for (const event of ["exit", "error"]) {
    child.once(event, () => {
      ended = true;
    });
  }
  for (const until = Date.now() + recoverySeconds * 1000; !ended && Date.now() < until; await wait(40)) {
    if (await answers(cluster)) return true;
  }
  return false;
}

function saysPortIsTaken(log: string): boolean {
  if (!existsSync(log)) return false;
  const said = readFileSync(log, "utf8").slice(-4000);
  const last = said.slice(said.lastIndexOf("starting PostgreSQL"));
  return /could not create any TCP\/IP sockets/.test(last);
}
