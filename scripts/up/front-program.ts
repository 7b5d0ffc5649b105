import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const fileIn = (distDir: string) => join(distDir, "drawbridge-front.mjs");
const source = "scripts/front.ts";

/** Some packages are CommonJS, which asks for its parts by `require`. */
const banner = 'import{createRequire as r}from"node:module";const require=r(import.meta.url);';

/** Makes the front one file beside the app's build: it starts in a quarter of the time, and readers wait for that. */
export async function bundleFront(distDir: string): Promise<void> {
  await build({
    ...{ entryPoints: [source], outfile: fileIn(distDir), bundle: true, platform: "node", format: "esm" },
    ...{ target: "node20", banner: { js: banner }, logLevel: "error" },
  });
}

/** How Node starts the front: as it was bundled, where that is there and of these sources; else as it is written. */
export function frontProgram(distDir: string, isBuilt: boolean): string[] {
  const file = fileIn(distDir);
  return isBuilt && existsSync(file) ? [file] : ["--import", "tsx", source];
}
