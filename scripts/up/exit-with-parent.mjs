// Preloaded into every part. A supervisor that was killed cannot stop them, so they notice and leave by themselves; and
// each says every second that it still runs: one that hangs says nothing, and is started anew.
const patienceMilliseconds = 5_000;
const sayMilliseconds = 1_000;

process.once("disconnect", () => {
  // Each part leads its group: what it started leaves with it.
  if (process.platform === "win32") process.exit(0);
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), patienceMilliseconds).unref();
  process.kill(-process.pid, "SIGTERM");
});

// What a part forks inherits the preload, and has a channel too: to the part, which waits for other words.
if (process.send && process.ppid === Number(process.env.SUPERVISOR_PID))
  setInterval(() => {
    if (process.connected) process.send("runs", undefined, undefined, () => undefined);
  }, sayMilliseconds).unref();
