// Preloaded into every child: a supervisor that was killed cannot stop them, so they notice and leave.
process.on("disconnect", () => process.exit(0));
