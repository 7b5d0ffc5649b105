import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const stamp = join(root, "node_modules", ".drawbridge-installed");

/** Installs what package-lock.json names, when that has changed since the last time. Ends the process with words on failure. */
export function install() {
  process.chdir(root);
  refuseOldNode();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return;
  console.log("Installing what is missing …");
  const { command, args } = npm([
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    // Starting or testing the product changes no file that is under version control.
    "--no-save",
    // The build and the tests need them, whatever NODE_ENV says.
    "--include=dev",
    "--loglevel=error",
  ]);
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    console.error("npm could not install the dependencies: its message is above.");
    process.exit(1);
  }
  writeFileSync(stamp, lockHash());
}

const lockHash = () => createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Drawbridge needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** npm as a Node program: no shell, so it works where npm is a script (Windows) too. */
function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js")) return { command: process.execPath, args: [cli, ...args] };
  return process.platform === "win32"
    ? { command: "cmd.exe", args: ["/d", "/s", "/c", "npm", ...args] }
    : { command: "npm", args };
}
