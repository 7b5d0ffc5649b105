import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { openDatabase } from "@/db/client";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { freePort } from "@/db/embedded/free-port";
import { makeCast } from "../kill/audience";
import { judge } from "../kill/judge";
import { readUnfinished } from "../kill/ledger";
import type { Taken } from "../kill/reconcile";
import { makeStory, marksIn } from "../kill/story";
import { startBalancer } from "./balancer";
import { removeBuild } from "./copy-build";
import { instances, shared, startInstance } from "./instances";

type Options = {
  recipients: number;
  updates: number;
  perSecond: number;
  say: (line: string) => void;
  /** Where the version lies that they start as; left out: this one. */
  folder?: string;
  env?: Record<string, string>;
};
export type Stage = Awaited<ReturnType<typeof openStage>>;

const finishMilliseconds = 120_000;

/**
 * Three instances (front, app and worker each, and a build of its own) on one PostgreSQL, behind nginx with the sample
 * configuration; people who listen, a provider with a limit, and a story to tell them. `undo`: what must be undone in
 * the end, the last first, also when this throws.
 */
export async function openStage(options: Options, undo: (() => unknown)[]) {
  const { recipients, updates, perSecond, say, folder } = options;
  for (const number of instances.keys()) undo.push(() => removeBuild(number));
  const dataFolder = mkdtempSync(join(tmpdir(), "drawbridge-machines-"));
  undo.push(() => rmSync(dataFolder, { recursive: true, force: true }));
  const postgres = await ensurePostgres({ dataDir: dataFolder, database: "drawbridge" });
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
  const common = { ...shared(postgres.url, double.url, perSecond), ...options.env };
  const begun = performance.now();
  // All at once: the database is migrated and seeded by one of them.
  const starting = await Promise.allSettled(
    instances.map((own, number) => startInstance(number, { ...own, ...common }, publicUrl, folder)),
  );
  const stacks = starting.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  for (const stack of stacks) undo.push(() => stack.stop());
  for (const one of starting) if (one.status === "rejected") throw one.reason;
  const startedSeconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  say(`Three instances started together in ${startedSeconds} s`);
  const balancer = startBalancer(
    port,
    stacks.map(({ url }) => url),
  );
  undo.push(() => balancer.stop());

  const database = await openDatabase(postgres.url, { connectionsMax: 2 });
  undo.push(() => database.close());
  const cast = await makeCast(database.db, recipients);
  for (const { address, wish } of cast.readers) if (wish === "bad") double.bad.add(address);
  return {
    ...{ stacks, publicUrl, balancer, database, databaseUrl: postgres.url, double, letters, startedSeconds },
    ...{ common, cast, story: makeStory(updates, 1) },
  };
}

/** Waits until everybody was told, at most two minutes; answers what is still to do. */
export async function everybodyTold({ database }: Pick<Stage, "database">): Promise<string[]> {
  const until = performance.now() + finishMilliseconds;
  let unfinished = await readUnfinished(database.db);
  while (unfinished.length && performance.now() < until) {
    await wait(250);
    unfinished = await readUnfinished(database.db);
  }
  return unfinished;
}

/** Waits until everybody was told, and compares who was to hear with what the provider took. */
export async function judgeTelling(
  { database, cast, story, letters, double }: Stage,
  say: (line: string) => void,
) {
  const unfinished = await everybodyTold({ database });
  // Whoever leaves in the middle is another test's matter.
  const readers = cast.readers.map((one) => ({
    ...one,
    wish: one.wish === "leaves" ? ("everything" as const) : one.wish,
  }));
  const { told, findings } = await judge({
    ...{ db: database.db, cast: { ...cast, readers }, story, letters, unfinished },
  });
  for (const [name, lines] of Object.entries(findings))
    for (const line of lines.slice(0, 10)) say(`${name}: ${line}`);
  const counted = Object.entries(findings).map(([name, { length }]) => [name, length]);
  return {
    ...{ updates: told, letters: letters.length },
    ...(Object.fromEntries(counted) as Record<keyof typeof findings, number>),
    ...{ provider_calls: double.counts.calls, over_limit: double.counts.overLimit },
  };
}

/** Everything that must be nothing in the end. */
export const wrongIn = (told: Awaited<ReturnType<typeof judgeTelling>>) =>
  told.lost + told.doubled + told.unasked + told.unknown + told.disagree + told.unfinished + told.over_limit;
