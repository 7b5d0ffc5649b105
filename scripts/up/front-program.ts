import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { servingBundle } from "@/publication/serving/serving-program";

const fileIn = (distDir: string) => join(distDir, "drawbridge-front.mjs");
const source = "scripts/front.ts";
/** Of the processes that serve readers, when there are several. */
const servingSource = "publication/serving/process.ts";

/** Some packages are CommonJS, which asks for its parts by `require`. */
const banner = 'import{createRequire as r}from"node:module";const require=r(import.meta.url);';

/**
 * Makes the front one file beside the app's build, and its serving process another: they start in a quarter of the time,
 * and readers wait for that.
 */
export async function bundleFront(distDir: string): Promise<void> {
  await bundle(servingSource, join(distDir, servingBundle));
  await bundle(source, fileIn(distDir));
}

/** How Node starts the front: as it was bundled, where that is there and of these sources; else as it is written. */
export function frontProgram(distDir: string, isBuilt: boolean): string[] {
  const file = fileIn(distDir);
  const isThere = existsSync(file) && existsSync(join(distDir, servingBundle));
  return isBuilt && isThere ? [file] : ["--import", "tsx", source];
}

async function bundle(from: string, outfile: string): Promise<void> {
  await build({
    ...{ entryPoints: [from], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ target: "node20", banner: { js: banner }, logLevel: "error" },
  });
}
