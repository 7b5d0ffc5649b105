import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/db/embedded/free-port";
import type { Stack } from "@/e2e/stack";
import { distDirOf } from "@/scripts/up/build-if-changed";
import { frontProgram } from "@/scripts/up/front-program";

/** A further front of a running product, on a copy of what its disk holds. `ready`: once the first page was read. */
export async function startFrontProcess(stack: Stack, processes: number) {
  const dataDir = mkdtempSync(join(tmpdir(), "drawbridge-front-"));
  cpSync(join(stack.dataDir, "publication"), join(dataDir, "publication"), { recursive: true });
  const [port, control] = [await freePort(), await freePort()];
  const begun = performance.now();
  const child = spawn(process.execPath, frontProgram(distDirOf(), true), {
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", PORT: String(port), DATA_DIR: dataDir, APP_URL: stack.appUrl },
      ...{ INTERNAL_TOKEN: stack.internalToken, FRONT_CONTROL_URL: `http://127.0.0.1:${control}` },
      FRONT_PROCESSES: String(processes),
    },
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`The front ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 10));
  }
  return {
    url,
    pid: child.pid!,
    readyMilliseconds: Math.round(performance.now() - begun),
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
