import { fileURLToPath } from "node:url";

/** What the bundle of a process that serves readers is called, beside the front's own. */
export const servingBundle = "drawbridge-serving.mjs";

/** How Node starts a process that serves readers: bundled as whoever asks is (`from`: its address), or as it is written. */
export function servingProgram(from: string): { exec: string; execArgv: string[] } {
  const isBundled = from.endsWith(".mjs");
  return {
    exec: fileURLToPath(new URL(isBundled ? servingBundle : "process.ts", from)),
    execArgv: isBundled ? [] : ["--import", "tsx"],
  };
}
