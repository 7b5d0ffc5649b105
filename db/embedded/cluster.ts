import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresBinaries } from "./binaries";
import { freePort } from "./free-port";
import type { RunAs } from "./run-as";

/** The major version of the packaged PostgreSQL: data of another one cannot be opened. */
const major = "18";

/** What must be known about a data folder to start and to enter its server. */
export type Cluster = { root: string; port: number; password: string };

export const dataOf = (root: string) => join(root, "data");
const notesOf = (root: string) => join(root, "state.json");

/** The cluster that lives in a folder, or null. Throws when it belongs to another major version. */
export function findCluster(root: string): Cluster | null {
  const version = join(dataOf(root), "PG_VERSION");
  if (!existsSync(version)) return null;
  const found = readFileSync(version, "utf8").trim();
  if (found !== major) {
    throw new Error(
      `${root} holds data of PostgreSQL ${found}; this is PostgreSQL ${major}, which cannot open it. ` +
        `Dump it with ${found} and restore it here, or set DATABASE_URL to a server of ${found}.`,
    );
  }
  return existsSync(notesOf(root)) ? { root, ...JSON.parse(readFileSync(notesOf(root), "utf8")) } : null;
}

/** Notes the cluster's port and password beside its data, readable by their owner only. */
export function noteCluster({ root, port, password }: Cluster): void {
  const file = notesOf(root);
  writeFileSync(`${file}.new`, JSON.stringify({ port, password }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes an empty cluster in a folder. Whatever lies there without our notes is set aside, never deleted. */
export async function makeCluster(root: string, as: RunAs): Promise<Cluster> {
  const data = dataOf(root);
  if (existsSync(data)) renameSync(data, `${data}.set-aside-${Date.now()}`);
  const cluster = { root, port: await freePort(), password: randomBytes(18).toString("base64url") };
  // Unfinished until it is renamed: what a killed start left under this name has never held a row.
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  runInitdb(unfinished, cluster, as);
  noteCluster(cluster);
  renameSync(unfinished, data);
  return cluster;
}

function runInitdb(data: string, { root, password }: Cluster, as: RunAs): void {
  const passwordFile = join(root, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.ids.uid) chownSync(passwordFile, as.ids.uid, as.ids.gid!);
  const access = ["-U", "postgres", "--pwfile", passwordFile, "--auth=scram-sha-256"];
  const words = ["--encoding=UTF8", "--locale=C"];
  const [program, args] = as.wrap(postgresBinaries().initdb, ["-D", data, ...access, ...words]);
  const made = spawnSync(program, args, { ...as.ids, cwd: root, encoding: "utf8", windowsHide: true });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    throw new Error(
      `PostgreSQL could not make its data folder: ${made.stderr || made.error}\n` +
        "Where the packaged PostgreSQL cannot run (Alpine has no glibc), set DATABASE_URL to a server of yours.",
    );
  }
}
