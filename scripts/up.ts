/** `npm run up`: everything on one machine. The front comes first, so readers have the last publication at once. */
import { innermostReason } from "@/lib/innermost-reason";
import { holdKeys, ringOf } from "@/lib/secret-box";
import { announcement } from "./up/announce";
import { buildIfChanged, isBuiltNow } from "./up/build-if-changed";
import { forgetOldKeys, keepKeys, missingKeys, sealingWaits } from "./up/encryption-key";
import {
  appPart,
  appUrlOf,
  choosePorts,
  controlUrlOf,
  environmentOf,
  frontPart,
  frontUrlOf,
  workerPart,
} from "./up/parts";
import { refuseTaken } from "./up/ports";
import { isHeld, type RunFile, readRunFile, removeRunFile, takeDataDir, writeRunFile } from "./up/run-file";
import { keepSecrets } from "./up/secrets";
import { readSettings } from "./up/settings";
import { Supervisor } from "./up/supervisor";
import { untilReady } from "./up/until-ready";

/** The parts of a killed supervisor need a moment to notice and to give the port back. */
const leftoversMilliseconds = 8_000;

const say = (line: string) => console.log(line);
const stopping = new AbortController();
/** What must be undone in the end, the last first. */
const undo: (() => unknown)[] = [];

async function up(): Promise<void> {
  const settings = readSettings(process.argv, process.env);
  const { dataDir, dev } = settings;
  const keys = keepKeys(dataDir, process.env);
  holdKeys(ringOf(keys.key, keys.old));
  const secrets = keepSecrets(dataDir, keys);
  undo.push(await takeDataDir(dataDir));
  const killed = readRunFile(dataDir);
  await refuseTaken(settings.port, killed ? leftoversMilliseconds : 0);
  const ports = await choosePorts(settings);
  const env = environmentOf(settings, ports, secrets, keys);

  const run: RunFile = {
    ...{ pid: process.pid, url: settings.publicUrl },
    ...{ appUrl: appUrlOf(ports), controlUrl: controlUrlOf(ports), databaseUrl: null },
    ...{ ownsPostgres: killed?.ownsPostgres ?? false, ready: false, children: {} },
  };
  const note = (change: Partial<RunFile>) => writeRunFile(dataDir, Object.assign(run, change));
  undo.push(() => removeRunFile(dataDir));
  const supervisor = new Supervisor({
    say,
    held: (part) => isHeld(dataDir, part),
    changed: (children) => note({ children }),
    hungSeconds: settings.hungSeconds,
    ...(settings.behindBalancer && { endsFirst: "front" }),
  });
  // Readers have the page until all else has ended.
  undo.push(() => supervisor.stop());

  let isBuilt = !dev && isBuiltNow();
  supervisor.start(frontPart(env, ports, () => isBuilt));
  // Loaded once readers have the page: what knows the database is large.
  const { Database } = await import("./up/database");
  const { firstSignIn } = await import("./up/first-sign-in");
  const first = firstSignIn(dataDir, settings.adminEmail, settings.adminPassword);
  const database = new Database({
    ...{ dataDir, given: settings.databaseUrl, ownsFound: run.ownsPostgres, say },
    isShared: settings.databaseUrl !== undefined && settings.behindBalancer,
  });
  undo.push(() => database.stop());
  undo.push(() => supervisor.stop(settings.behindBalancer ? [] : ["front"]));
  const databaseUrl = await database.start();
  note({ databaseUrl, ownsPostgres: database.ownsPostgres });
  const { stillFirst, resealed, sealsLater } = await database.prepare(databaseUrl, settings.demo, first);
  if (sealsLater) say(sealingWaits);
  else if (resealed.missing.length === 0) forgetOldKeys(dataDir, process.env);
  else say(missingKeys(resealed.missing));
  if (!dev) {
    await buildIfChanged(stopping.signal);
    isBuilt = true;
  }
  const withDatabase = { ...env, DATABASE_URL: databaseUrl, ...(sealsLater && { SEAL_ADDRESSES: "0" }) };
  supervisor.start(appPart(withDatabase, ports, dev));
  supervisor.start(workerPart(withDatabase));
  await untilReady(frontUrlOf(ports), say, stopping.signal);
  note({ ready: true });
  say(
    announcement({
      ...{ settings, signIn: stillFirst ? first : null },
      frontUrl: dev ? frontUrlOf(ports) : null,
    }),
  );
}

/** Undoes everything once, parts before the database, and ends this process. */
async function stop(exitCode: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  for (const step of undo.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      console.error(error);
    }
  }
  process.exit(exitCode);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) say("Stopping …");
    stop(0);
  });
}
// Our own parent was killed.
process.on("disconnect", () => stop(0));

up().catch((error) => {
  // Whatever breaks off because we stop is no fault.
  if (stopping.signal.aborted) return;
  console.error(innermostReason(error));
  stop(1);
});
