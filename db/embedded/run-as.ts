import { type SpawnOptions, spawnSync } from "node:child_process";
import { chownSync, statSync } from "node:fs";

export type RunAs = {
  wrap(program: string, args: string[]): [string, string[]];
  ids: Pick<SpawnOptions, "uid" | "gid">;
};

/**
 * PostgreSQL refuses to run as root. As root we use a Linux user namespace (files stay ours, no user is
 * made); where that is forbidden, the directory's owner, `postgres` or `nobody`. Everyone else runs as themselves.
 */
export function runAs(directory: string): RunAs {
  const plain: RunAs = { wrap: (program, args) => [program, args], ids: {} };
  if (process.getuid?.() !== 0) return plain;
  const namespace = ["--user", "--map-user=1000", "--map-group=1000", "--"];
  if (process.platform === "linux" && spawnSync("unshare", [...namespace, "true"]).status === 0) {
    return { wrap: (program, args) => ["unshare", [...namespace, program, ...args]], ids: {} };
  }
  const owner = statSync(directory);
  const ids = owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : (idsOf("postgres") ?? idsOf("nobody"));
  if (!ids)
    throw new Error("PostgreSQL cannot run as root here. Start as another user, or set DATABASE_URL.");
  chownSync(directory, ids.uid, ids.gid);
  return { ...plain, ids };
}

function idsOf(user: string): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, user], { encoding: "utf8" }));
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}
