// Runs before anything is installed: plain JavaScript, no dependency.
import { spawn } from "node:child_process";
import { install } from "./up/install.mjs";

install();
const child = spawn(process.execPath, ["--import", "tsx", "scripts/up.ts", ...process.argv.slice(2)], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
// A terminal's Ctrl-C reaches both of us: we wait for the child to have stopped everything.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
}
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
