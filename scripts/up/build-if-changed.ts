import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "@/db/embedded/lock";
import { bundleFront } from "./front-program";
import { hashOf } from "./hash-of";

/** What the built app is made from. */
const sources = [
  ...[
    "app",
    "components",
    "communications",
    "db",
    "emails",
    "lib",
    "pages",
    "publication",
    "status",
    "public",
  ],
  ...[
    "next.config.js",
    "postcss.config.mjs",
    "instrumentation.ts",
    "proxy.ts",
    "tsconfig.json",
    "package-lock.json",
  ],
  "scripts/front.ts",
];

/** Two that start at once build once: the other one waits for it. */
const patienceSeconds = 900;

/**
 * Builds the app unless the build at hand was made from these very sources; answers whether it had to.
 * Throws with what the build said when it fails.
 */
export function buildIfChanged(signal?: AbortSignal): Promise<boolean> {
  const distDir = distDirOf();
  return withLock(join("node_modules", ".drawbridge-build.lock"), patienceSeconds, async () => {
    const wanted = hashOf(sources);
    if (isBuilt(distDir, wanted)) return false;
    console.log("Building …");
    // A build that breaks off must not pass for the one before it.
    rmSync(stampOf(distDir), { force: true });
    await build(signal);
    await bundleFront(distDir);
    noteBuilt(distDir, wanted);
    return true;
  });
}

/** Where the build lies. */
export const distDirOf = () => process.env.NEXT_DIST_DIR || ".next";

/** Whether the build at hand was made from the sources at hand. */
export const isBuiltNow = () => isBuilt(distDirOf(), hashOf(sources));

const stampOf = (distDir: string) => join(distDir, "drawbridge-sources");

/** Whether a folder holds a finished build of sources with this hash. */
export function isBuilt(distDir: string, wanted: string): boolean {
  const stamp = stampOf(distDir);
  return existsSync(join(distDir, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

/** Notes what a finished build was made from. */
export function noteBuilt(distDir: string, hash: string): void {
  writeFileSync(stampOf(distDir), hash);
}

async function build(signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    windowsHide: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) throw new Error(`The build failed:\n${said}`);
}
