import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { openDatabase } from "@/db/client";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { freePort } from "@/db/embedded/free-port";
import { buildIfChanged } from "@/scripts/up/build-if-changed";
import { makeCast } from "../kill/audience";
import { signInAtDesk } from "../kill/desk";
import { judge } from "../kill/judge";
import { readUnfinished } from "../kill/ledger";
import { publish } from "../kill/play";
import type { Taken } from "../kill/reconcile";
import { makeStory, marksIn } from "../kill/story";
import { watchArrivals } from "./arrivals";
import { startBalancer } from "./balancer";
import { removeBuild } from "./copy-build";
import { admin, instances, shared, startInstance } from "./instances";
import { watch } from "./watch";
import { whatPeopleDo } from "./what-people-do";

export type Options = { recipients: number; updates: number; perSecond: number; say: (line: string) => void };

const finishMilliseconds = 120_000;
/**
 * Three instances (front, app and worker each, and a build of its own) on one PostgreSQL, behind nginx with the sample
 * configuration. Publishes and measures when each front has it; deploys one after the other while readers read and a
 * desk works; then compares who was to hear with what the provider took.
 */
export async function runMachinesTest({ recipients, updates, perSecond, say }: Options) {
  const undo: (() => unknown)[] = [];
  try {
    // Each instance gets a copy of it.
    await buildIfChanged();
    for (const number of instances.keys()) undo.push(() => removeBuild(number));
    const folder = mkdtempSync(join(tmpdir(), "drawbridge-machines-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = await ensurePostgres({ dataDir: folder, database: "drawbridge" });
    undo.push(() => postgres.stop());
    const letters: Taken[] = [];
    const double = await startResendDouble({
      take: ({ to, text }, id) => letters.push({ id, to: to[0]!, marks: marksIn(text) }),
      perSecond,
      delayMilliseconds: () => 100,
    });
    undo.push(() => double.close());

    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const begun = performance.now();
    // All at once: the database is migrated and seeded by one of them.
    const starting = await Promise.allSettled(
      instances.map((own, number) =>
        startInstance(number, { ...own, ...shared(postgres.url, double.url, perSecond) }, publicUrl),
      ),
    );
    const stacks = starting.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    for (const stack of stacks) undo.push(() => stack.stop());
    for (const one of starting) if (one.status === "rejected") throw one.reason;
    const startedSeconds = (performance.now() - begun) / 1000;
    say(`Three instances started together in ${startedSeconds.toFixed(1)} s`);
    const balancer = startBalancer(
      port,
      stacks.map(({ url }) => url),
    );
    undo.push(() => balancer.stop());

    const database = await openDatabase(postgres.url, { connectionsMax: 2 });
    undo.push(() => database.close());
    const cast = await makeCast(database.db, recipients);
    for (const { address, wish } of cast.readers) if (wish === "bad") double.bad.add(address);
    // Whoever leaves in the middle is another test's matter.
    const readers = cast.readers.map((one) => ({
      ...one,
      wish: one.wish === "leaves" ? ("everything" as const) : one.wish,
    }));
    const story = makeStory(updates, 1);
    const desk = await signInAtDesk(stacks[0]!.url, admin);
    const [clicks, listening, asking] = [[] as number[], [] as number[], [] as number[]];
    for (const said of story.slice(0, -2)) {
      const arrived = await watchArrivals(stacks.map(({ url }) => url));
      await publish(said, { story, cast, desk, database });
      const [first, second, third] = await arrived();
      clicks.push(Math.max(first!, second!, third!));
      listening.push(Math.max(0, second! - first!));
      asking.push(Math.max(0, third! - first!));
      say(`Update ${said.number + 1} reached the fronts after ${first}, ${second} and ${third} ms`);
    }

    const balanced = await signInAtDesk(publicUrl, admin);
    const stopWatching = watch(whatPeopleDo(publicUrl, balanced.cookie));
    const deployedMilliseconds: number[] = [];
    for (const [number, stack] of stacks.entries()) {
      const from = performance.now();
      await stack.end();
      if (number > 0) await publish(story.at(number - 3)!, { story, cast, desk: balanced, database });
      await stack.start();
      deployedMilliseconds.push(Math.round(performance.now() - from));
      say(`Instance ${number + 1} was deployed in ${deployedMilliseconds.at(-1)} ms`);
    }
    const watched = await stopWatching();

    const until = performance.now() + finishMilliseconds;
    let unfinished = await readUnfinished(database.db);
    while (unfinished.length && performance.now() < until) {
      await wait(250);
      unfinished = await readUnfinished(database.db);
    }
    const { told, findings } = await judge({
      ...{ db: database.db, cast: { ...cast, readers }, story, letters, unfinished },
    });
    for (const [name, lines] of Object.entries(findings))
      for (const line of lines.slice(0, 10)) say(`${name}: ${line}`);
    for (const line of watched.failed.slice(0, 10)) say(line);
    return {
      instances: stacks.length,
      started_together_s: Number(startedSeconds.toFixed(1)),
      updates: told,
      everywhere_after_click_ms: [Math.min(...clicks), Math.max(...clicks)],
      listening_after_first_ms: Math.max(...listening),
      asking_after_first_ms: Math.max(...asking),
      deployed_ms: deployedMilliseconds,
      asked_while_deploying: watched.asked,
      failed_while_deploying: watched.failed.length,
      letters: letters.length,
      ...(Object.fromEntries(Object.entries(findings).map(([name, { length }]) => [name, length])) as Record<
        keyof typeof findings,
        number
      >),
      provider_calls: double.counts.calls,
      over_limit: double.counts.overLimit,
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

export type Verdict = Awaited<ReturnType<typeof runMachinesTest>>;

/** Once one front has an update, which is when the desk says "published", all others have it within this. */
export const arrivalMillisecondsMax = 1_000;

/** Whether everything that is promised of many machines held. */
export function isWell(verdict: Verdict): boolean {
  const { lost, doubled, unasked, unknown, disagree, unfinished } = verdict;
  const wrong = lost + doubled + unasked + unknown + disagree + unfinished;
  const slowest = Math.max(verdict.listening_after_first_ms, verdict.asking_after_first_ms);
  return (
    wrong + verdict.failed_while_deploying + verdict.over_limit === 0 && slowest <= arrivalMillisecondsMax
  );
}
