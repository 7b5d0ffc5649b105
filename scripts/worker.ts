/** The worker: hands letters over, keeps the clock, brings readers the newest version. One or many, anywhere. */
import { setTimeout as wait } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { openChannels } from "@/communications/channels/open-channels";
import { startEngine } from "@/communications/queue";
import { tick } from "@/communications/tick";
import type { Published } from "@/communications/what-to-publish";
import { takeJobs } from "@/communications/work";
import { openDatabase } from "@/db/client";
import { listenForEvents } from "@/db/listen-for-events";
import { databaseUrl, env } from "@/lib/env";
import { logChanges } from "@/lib/log-changes";
import { publish } from "./worker/publish";
import { Waker } from "./worker/waker";

/** Events that nobody woke us for wait at most this long. */
const stepMilliseconds = 1_000;
const patienceMilliseconds = 10_000;
const closeMilliseconds = 2_000;

const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
// The supervisor is gone: nobody would stop us later.
process.once("disconnect", () => stopping.abort());

const url = databaseUrl();
const database = await openDatabase(url);
const waker = new Waker();
stopping.signal.addEventListener("abort", () => waker.wake());
const transports = openChannels(env());
const engine = await startWhenPossible();
const stopListening = listenForEvents(url, () => waker.wake());
if (engine) {
  const work = { db: database.db, transports, clock: () => new Date() };
  await takeJobs(engine, work);
  console.log(`The worker is up; letters go by ${transports.email?.name}.`);
  await keepTheClock();
}
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
      say((error as Error).message);
      const pause = Math.min(10_000, attempt * stepMilliseconds);
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  return null;
}

async function keepTheClock(): Promise<void> {
  const say = logChanges("Clock");
  let last: Published | null = null;
  while (!stopping.signal.aborted) {
    const step = await tick({ db: database.db, now: new Date() }, last, publish);
    last = step.published;
    say(step.faults.length ? step.faults.map(({ message }) => message).join("; ") : null);
    await waker.sleep(stepMilliseconds);
  }
}
