// Preloaded into a command: the most memory that it held is noted in a file when it ends.
import { writeFileSync } from "node:fs";

process.once("exit", () => {
  const { maxRSS } = process.resourceUsage();
  writeFileSync(process.env.MEMORY_FILE, String(maxRSS * 1024));
});
