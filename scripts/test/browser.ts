import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];
const launchMilliseconds = 30_000;

/** As root Chromium cannot make its sandbox. */
export const browserArgs = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** The program to use: the named one, else Playwright's own, else the system's. Undefined when there is none. */
export function likelyBrowser(): string | undefined {
  return candidates()[0];
}

/**
 * A browser that really starts; installs one when none does. Throws with what to do when none can be had.
 * Playwright's own may lie there and still lack the system's libraries.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not start.`);
  }
  for (const install of [() => undefined, installOwn, installSystems]) {
    install();
    for (const path of candidates()) if (await starts(path)) return path;
  }
  throw new Error("No browser for the journeys. Install Chromium, or set PLAYWRIGHT_CHROMIUM_PATH to one.");
}

function candidates(): string[] {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  return named ? [named] : [chromium.executablePath(), ...systemPaths].filter(existsSync);
}

async function starts(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      ...{ executablePath, args: browserArgs, timeout: launchMilliseconds },
    });
    await browser.close();
    return true;
  } catch (error) {
    console.log(`${executablePath} does not start: ${(error as Error).message.split("\n")[0]}`);
    return false;
  }
}

/** Playwright downloads its own; without a network that fails within seconds. */
function installOwn(): void {
  console.log("Downloading a browser …");
  run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
}

function installSystems(): void {
  if (process.platform !== "linux") return;
  console.log("Installing the system's Chromium …");
  const apt = (args: string[]) =>
    process.getuid?.() === 0 ? run("apt-get", args) : run("sudo", ["-n", "apt-get", ...args]);
  // Old lists may do as well.
  apt(["update", "-qq"]);
  apt(["install", "-y", "-qq", "chromium"]);
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env });
}
