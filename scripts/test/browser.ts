import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** A browser of this machine, or undefined when Playwright's own (or none) is to be used. */
export function systemBrowser(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) return named;
  return hasOwn() ? undefined : systemPaths.find(existsSync);
}

/** Makes sure that the journeys have a browser. Throws with what to do when none can be had. */
export function ensureBrowser(): void {
  if (hasOwn() || systemBrowser()) return;
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: "inherit" }).status === 0;
  if (run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"])) return;
  const root = process.getuid?.() === 0;
  const apt = (args: string[]) => (root ? run("apt-get", args) : run("sudo", ["-n", "apt-get", ...args]));
  if (process.platform === "linux" && apt(["update", "-qq"]) && apt(["install", "-y", "-qq", "chromium"]))
    return;
  throw new Error("No browser for the journeys. Install Chromium, or set PLAYWRIGHT_CHROMIUM_PATH to one.");
}

function hasOwn(): boolean {
  try {
    return existsSync(chromium.executablePath());
  } catch {
    return false;
  }
}
