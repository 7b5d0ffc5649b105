/** The worker: hands letters over, keeps the clock, brings readers the newest version. One or many, anywhere. */
import { setTimeout as wait } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { openChannels } from "@/communications/channels/open-channels";
import { followPublication } from "@/communications/follow-publication";
import { startEngine } from "@/communications/queue";
import { tick } from "@/communications/tick";
import type { Published } from "@/communications/what-to-publish";
import { takeJobs } from "@/communications/work";
import { openDatabase } from "@/db/client";
import { canListen, listenForEvents } from "@/db/listen-for-events";
import { databaseUrl, env } from "@/lib/env";
import { innermostReason } from "@/lib/innermost-reason";
import { logAs } from "@/lib/log";
import { logChanges } from "@/lib/log-changes";
import { logCrashes } from "@/lib/log-crashes";
import { publish } from "./worker/publish";
import { report } from "./worker/report";
import { Waker } from "./worker/waker";

/** Events that nobody woke us for wait at most this long: a database that cannot notify is asked this often. */
const stepMilliseconds = 1_000;
/** How often readers' version is asked for: where nobody can listen, that is all that tells of it. */
const lookMilliseconds = { listening: 400, asking: 150 };
/** The desk calls a worker silent that says nothing for six times as long. */
const reportMilliseconds = 5_000;
const patienceMilliseconds = 10_000;
const closeMilliseconds = 2_000;

logAs("worker");
logCrashes();
const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
// The supervisor is gone: nobody would stop us later.
process.once("disconnect", () => stopping.abort());

const url = databaseUrl();
const listens = canListen(url);
const database = await openDatabase(url);
const [waker, publicationWaker] = [new Waker(), new Waker()];
const wakeAll = () => {
  publicationWaker.wake();
  waker.wake();
};
stopping.signal.addEventListener("abort", wakeAll);
const transports = openChannels(env());
// Readers wait for nothing that messages need.
const publishing = keepPublished();
const stopListening = listens ? listenForEvents(url, wakeAll) : () => undefined;
const engine = await startWhenPossible();
if (engine) {
  const work = { db: database.db, transports, clock: () => new Date() };
  await takeJobs(engine, work);
  console.log(`The worker is up; letters go by ${transports.email?.name}.`);
  await keepTheClock();
}
await publishing;
stopListening();
await engine?.stop({ graceful: true, timeout: patienceMilliseconds });
// A connection that broke as its transaction began is never handed back: nobody waits for it.
await Promise.race([database.close(), wait(closeMilliseconds)]);
process.exit(0);

/** A database that is not there yet is waited for: restarting us would not bring it. */
async function startWhenPossible(): Promise<PgBoss | null> {
  const say = logChanges("The worker waits for the database");
  for (let attempt = 1; !stopping.signal.aborted; attempt++) {
    try {
      return await startEngine(url);
    } catch (error) {
      say(innermostReason(error));
      await report(innermostReason(error));
      const pause = Math.min(10_000, attempt * stepMilliseconds);
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  return null;
}

/** Everything but the publication: however long a fan-out is planned, readers have the news before. */
async function keepTheClock(): Promise<void> {
  const say = logChanges("Clock");
  // Counted by a clock that nobody sets: the desk must not take a jump of the other for a silent worker.
  let reportedAt = Number.NEGATIVE_INFINITY;
  while (!stopping.signal.aborted) {
    const { faults } = await tick({ db: database.db, now: new Date() }, null, null);
    const fault = faults.length ? [...new Set(faults.map(innermostReason))].join("; ") : null;
    say(fault);
    if (performance.now() - reportedAt >= reportMilliseconds) {
      reportedAt = performance.now();
      await report(fault);
    }
    await waker.sleep(stepMilliseconds);
  }
}

/** Brings this instance's readers each version: at once when an event says so, else when the next look finds it. */
async function keepPublished(): Promise<void> {
  const say = logChanges("Publication");
  let last: Published | null = null;
  while (!stopping.signal.aborted) {
    try {
      last = await followPublication({ db: database.db, now: new Date() }, last, publish);
      say(null);
    } catch (error) {
      say(innermostReason(error));
    }
    await publicationWaker.sleep(listens ? lookMilliseconds.listening : lookMilliseconds.asking);
  }
}
