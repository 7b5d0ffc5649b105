import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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

test("the front as one file serves readers, and ends when asked", async () => {
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
      },
      ...{ FRONT_CONTROL_URL: `http://127.0.0.1:${control}`, APP_URL: "http://127.0.0.1:1" },
    },
    stdio: "ignore",
  });
  await vi.waitFor(
    async () => expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain("is starting"),
    { timeout: 10_000 },
  );
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

test("without a build of these sources it starts as it is written", async () => {
  const written = ["--import", "tsx", "scripts/front.ts"];
  expect(frontProgram(folder, true), "no bundle").toEqual(written);
  await bundleFront(folder);
  expect(frontProgram(folder, false), "of other sources").toEqual(written);
});
