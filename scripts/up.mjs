// Runs before anything is installed: plain JavaScript, no dependency.
import { spawn } from "node:child_process";
import { install } from "./up/install.mjs";

install();
const child = spawn(process.execPath, ["--import", "tsx", "scripts/up.ts", ...process.argv.slice(2)], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
// We outlive the signal until the child has stopped everything. A terminal's Ctrl-C reaches it twice: it counts once.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
