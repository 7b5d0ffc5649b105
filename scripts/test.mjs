// Runs before anything is installed: plain JavaScript, no dependency.
import { spawnSync } from "node:child_process";
import { install } from "./up/install.mjs";

install();
const args = ["--import", "tsx", "scripts/test.ts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
process.exit(status ?? 1);
