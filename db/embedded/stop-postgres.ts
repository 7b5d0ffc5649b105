import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { postgresBinaries } from "./binaries";
import { dataOf } from "./cluster";
import { runAs } from "./run-as";

/** How long a server may take to write everything down. */
const patienceSeconds = 60;

/**
 * Stops the server of a folder, whoever started it, and waits until it is down: open connections are closed,
 * everything committed is kept. Does nothing when none runs.
 */
export async function stopPostgres(dataDir: string): Promise<void> {
  const root = resolve(dataDir);
  if (!existsSync(join(dataOf(root), "postmaster.pid"))) return;
  const as = runAs(root);
  const [program, args] = as.wrap(postgresBinaries().pg_ctl, [
    ...["stop", "-D", dataOf(root), "-m", "fast", "-w", "-t", String(patienceSeconds), "--silent"],
  ]);
  const child = spawn(program, args, { ...as.ids, cwd: root, stdio: "ignore", windowsHide: true });
  // A server that has gone meanwhile makes pg_ctl complain: it is down, which is what was asked.
  await once(child, "exit");
}
