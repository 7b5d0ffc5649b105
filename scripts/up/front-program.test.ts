import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freePort } from "@/db/embedded/free-port";
import { bundleFront, frontProgram } from "./front-program";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drawbridge-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(["1", "2"])(
  "the front as one file serves readers by %s processes, and ends when asked",
  async (processes) => {
    await bundleFront(folder);
    const [port, control] = [await freePort(), await freePort()];
    const child = spawn(process.execPath, frontProgram(folder, true), {
      env: {
        ...{
          NODE_ENV: "production" as const,
          PATH: process.env.PATH,
          DATA_DIR: folder,
          PORT: String(port),
          INTERNAL_TOKEN: "token",
          FRONT_PROCESSES: processes,
        },
        ...{ FRONT_CONTROL_URL: `http://127.0.0.1:${control}`, APP_URL: "http://127.0.0.1:1" },
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    await vi.waitFor(
      async () => expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain("is starting"),
      { timeout: 10_000 },
    );
    await vi.waitFor(() => expect(said).toContain("Readers are served"), { timeout: 10_000 });
    // Whatever serves readers was bundled too: nothing reads the sources.
    if (process.platform === "linux") {
      const commands = commandsBelow(child.pid!);
      expect(commands.filter((command) => command.includes("tsx"))).toEqual([]);
      expect(commands).toHaveLength(processes === "1" ? 0 : Number(processes));
    }
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
  },
);

/** What the children of a process were started with. */
function commandsBelow(pid: number): string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter(Boolean)
    .map((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").replaceAll("\0", " "));
}

test("without a build of these sources it starts as it is written", async () => {
  const written = ["--import", "tsx", "scripts/front.ts"];
  expect(frontProgram(folder, true), "no bundle").toEqual(written);
  await bundleFront(folder);
  expect(frontProgram(folder, false), "of other sources").toEqual(written);
});
