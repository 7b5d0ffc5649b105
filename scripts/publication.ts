/** `npm run publication -- export DIR`: the whole public answer as plain files, for any static host. */
import { join } from "node:path";
import { env, secret } from "@/lib/env";
import { AppClient } from "@/publication/app-client";
import { exportPublication } from "@/publication/second-origin/export-publication";
import { FolderSink } from "@/publication/second-origin/folder-sink";
import { readRunFile } from "./up/run-file";
import { keepSecrets } from "./up/secrets";

const [command, folder] = process.argv.slice(2);
if (command !== "export" || !folder) {
  console.error("Say where: npm run publication -- export DIR");
  process.exit(2);
}
const { DATA_DIR: dataDir, INTERNAL_TOKEN } = env();
const running = readRunFile(dataDir)?.appUrl ?? env().APP_URL;
const token = INTERNAL_TOKEN ? secret("INTERNAL_TOKEN") : keepSecrets(dataDir).internalToken;
const app = new AppClient(running, token);
try {
  const { copy, missing, written } = await exportPublication(
    { folder: join(dataDir, "publication"), sink: new FolderSink(folder), now: Date.now() },
    (path) => app.page(path),
  );
  const at = new Date(copy.confirmedAt).toISOString();
  console.log(
    `Version ${copy.version}, last confirmed ${at}: ${copy.pages.length} pages in ${folder}, ${written.put} files written, ${written.removed} removed.`,
  );
  if (written.skippedFor !== null)
    console.log(`Nothing was changed: a front keeps version ${written.skippedFor} there, which is newer.`);
  if (missing)
    console.log(
      `${missing} older pages are not on this disk, and the app does not answer: start it, and export again.`,
    );
} catch (error) {
  console.error(`Nothing was exported: ${(error as Error).message}`);
  process.exit(1);
}
