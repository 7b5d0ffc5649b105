// Preloaded into every part: a supervisor that was killed cannot stop them, so they notice and leave by themselves.
const patienceMilliseconds = 5_000;

process.once("disconnect", () => {
  // Each part leads its group: what it started leaves with it.
  if (process.platform === "win32") process.exit(0);
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), patienceMilliseconds).unref();
  process.kill(-process.pid, "SIGTERM");
});
