import { setTimeout as wait } from "node:timers/promises";
import { randomMishaps } from "@/communications/channels/email/testing/mishaps";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { type Database, openDatabase } from "@/db/client";
import { startStack } from "@/e2e/stack";
import { makeCast } from "./audience";
import { signInAtDesk } from "./desk";
import { judge } from "./judge";
import { readUnfinished } from "./ledger";
import { patiently } from "./patiently";
import { play } from "./play";
import { seeded } from "./random";
import type { Taken } from "./reconcile";
import { makeStory, marksIn } from "./story";
import { killAndWait, type Victim, victims } from "./victims";
import { watchReaders } from "./watch-readers";

export type Options = {
  recipients: number;
  kills: number;
  updates: number;
  seed: number;
  /** Of the provider: requests that it takes a second. */
  perSecond: number;
  say: (line: string) => void;
};

const admin = { email: "owner@example.com", password: "a long enough password" };
/** The share of calls that go wrong. */
const mishapShare = 0.15;
/** Of each kind of finding so many are told in words. */
const linesMax = 10;
/** After the last kill everything must be finished within this. */
const finishMilliseconds = 300_000;

export type Verdict = Awaited<ReturnType<typeof runKillTest>>;

/**
 * Starts the built product, lets a desk tell a story to many readers by a provider at which much goes wrong, and
 * kills one process after the other meanwhile. Then compares what everybody got with what they were to get.
 */
export async function runKillTest(options: Options) {
  const { recipients, perSecond, seed, say } = options;
  // Each its own sequence: how many calls the machine finds time for must not change who is killed when.
  const random = seeded(seed);
  const delay = seeded(seed + 1);
  const story = makeStory(options.updates, seed);
  const letters: Taken[] = [];
  const double = await startResendDouble({
    nextMishap: randomMishaps(seeded(seed + 2), mishapShare),
    take: ({ to, text }, id) => letters.push({ id, to: to[0]!, marks: marksIn(text) }),
    perSecond,
    delayMilliseconds: () => 30 + delay() * 300,
  });
  const stack = await startStack({
    ...{ demo: false, adminEmail: admin.email, adminPassword: admin.password },
    env: {
      RESEND_API_KEY: "re_loopback",
      RESEND_BASE_URL: double.url,
      SEND_REQUESTS_PER_SECOND: String(perSecond),
      UNDO_SECONDS: "0",
      // Held messages would come an hour later: too late for this run.
      MESSAGES_PER_HOUR: "1000",
    },
  });
  const database = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  try {
    const cast = await makeCast(database.db, recipients);
    for (const { address, wish } of cast.readers) if (wish === "bad") double.bad.add(address);
    const desk = await signInAtDesk(stack.url, admin);
    let frontIsDead = false;
    const watch = watchReaders(stack.url, () => frontIsDead);
    const begun = performance.now();
    const recoveries = Object.fromEntries(victims.map((victim) => [victim, [] as number[]])) as Record<
      Victim,
      number[]
    >;

    const kill = async (victim: Victim) => {
      frontIsDead = victim === "supervisor";
      const took = await killAndWait(stack, victim);
      frontIsDead = false;
      recoveries[victim].push(Math.round(took));
      say(
        `  killed the ${victim}: back after ${(took / 1000).toFixed(1)} s; ${letters.length} letters taken`,
      );
    };
    const nextCall = async () => {
      const before = double.counts.calls;
      for (let waited = 0; double.counts.calls === before && waited < 5_000; waited += 10) await wait(10);
    };
    await play({ kills: options.kills, say, story, cast, desk, database, random, kill, nextCall });
    const lastKillAt = performance.now();
    const unfinished = await untilFinished(database);
    const drained = performance.now() - lastKillAt;
    const seconds = (performance.now() - begun) / 1000;
    const readersSaw = await watch.stop();

    const { told, findings } = await judge({ db: database.db, cast, story, letters, unfinished });
    for (const [name, wrong] of Object.entries(findings)) {
      for (const line of wrong.slice(0, linesMax)) say(`${name}: ${line}`);
    }
    const { calls: _, taken: __, otherBody, played, ...refused } = double.counts;
    const perVictim = <Value>(value: (recoveries: number[]) => Value) =>
      Object.fromEntries(victims.map((victim) => [victim, value(recoveries[victim])]));
    return {
      recipients,
      kills: Object.values(recoveries).flat().length,
      updates: told,
      letters: letters.length,
      ...(Object.fromEntries(Object.entries(findings).map(([name, { length }]) => [name, length])) as Record<
        keyof typeof findings,
        number
      >),
      other_body: otherBody,
      merged: letters.filter(({ marks }) => marks.length > 1).length,
      seconds: Math.round(seconds),
      letters_per_s: Math.round(letters.length / seconds),
      finished_after_last_kill_s: Math.round(drained / 1000),
      killed: perVictim(({ length }) => length),
      back_after_ms: perVictim((took) => (took.length ? [Math.min(...took), Math.max(...took)] : [])),
      mishaps: { ...played, ...refused },
      reads: readersSaw.reads,
      reads_failed: readersSaw.failed,
      gaps_ms: readersSaw.gaps,
      seed,
    };
  } catch (error) {
    say(stack.output().slice(-8_000));
    throw error;
  } finally {
    await database.close();
    await stack.stop();
    await double.close();
  }
}

/** Waits until everything was told and nothing is on its way. Answers what is not, when that takes too long. */
async function untilFinished({ db }: Database): Promise<string[]> {
  for (const begun = performance.now(); ; await wait(250)) {
    const unfinished = await patiently(() => readUnfinished(db));
    if (unfinished.length === 0 || performance.now() - begun > finishMilliseconds) return unfinished;
  }
}
