import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { journal } from "@/db/migrate";
import type { Stack } from "@/e2e/stack";
import { buildIfChanged } from "@/scripts/up/build-if-changed";
import { type Desk, signInAtDesk } from "../kill/desk";
import { publish } from "../kill/play";
import { watchArrivals } from "./arrivals";
import { buildVersion } from "./build-version";
import { buildOf, removeBuild } from "./copy-build";
import { admin, asVersion, instances } from "./instances";
import { addMachines, compareCalls, startReceiver } from "./machines-that-listen";
import { judgeTelling, openStage, wrongIn } from "./stage";
import { watch } from "./watch";
import { whatADeskDoes, whatPeopleDo } from "./what-people-do";

type Options = { from: string; recipients: number; perSecond: number; say: (line: string) => void };

const updates = 10;
const machines = 3;
/** So many surfaces are read at once that each is asked for less often. */
const readMilliseconds = 100;

/**
 * Three instances of an older version, deployed one after the other as this one: each is set aside at the balancer, ended
 * and started anew. Meanwhile every public surface is read, a desk works, and updates are published by old and new ones on
 * the database that the first new one has migrated. Then compares who was to hear with what arrived.
 */
export async function runRoll({ from, say, ...options }: Options) {
  const undo: (() => unknown)[] = [];
  try {
    const { folder, commit } = buildVersion(from);
    for (const number of instances.keys()) undo.push(() => removeBuild(number, folder));
    await buildIfChanged();
    const receiver = await startReceiver();
    undo.push(() => receiver.close());
    const env = { OUTBOUND_ALLOW: "127.0.0.1" };
    const stage = await openStage({ ...options, updates, say, folder, env }, undo);
    const { stacks, publicUrl, balancer, database, common } = stage;
    const hooks = await addMachines(database.db, receiver, machines);
    const before = await readMigrations(database.db);

    const story = [...stage.story];
    const desks: Desk[] = [];
    for (const [number, { url }] of stacks.entries())
      desks.push(await signInAtDesk(url, admin, join(folder, buildOf(number))));
    const publishAt = async (number: number, running = stacks) => {
      const arrived = await watchArrivals(running.map(({ url }) => url));
      await publish(story.shift()!, { ...stage, desk: desks[number]! });
      await arrived();
      say(`Published at instance ${number + 1}`);
    };
    await publishAt(0);
    await publishAt(1);

    const oldSession = await signInAtDesk(publicUrl, admin, join(folder, buildOf(0)));
    const paths = await publicPaths(stacks[0]!);
    const stopReading = watch(whatPeopleDo(publicUrl, oldSession.cookie, paths), readMilliseconds);
    let stopNewDesk = async () => ({ asked: 0, failed: [] as string[], askedToSignIn: 0 });
    const written = stacks.map((stack) => stack.output().length);
    for (const [number, stack] of stacks.entries()) {
      const begun = performance.now();
      await balancer.setAside([stack.url]);
      await stack.end();
      written[number] = stack.output().length;
      const others = stacks.filter((other) => other !== stack);
      if (number === 2) await publishAt(0, others);
      await stack.start(asVersion(number, { ...instances[number], ...common }));
      await balancer.setAside([]);
      say(`Instance ${number + 1} is of this version after ${Math.round(performance.now() - begun)} ms`);
      desks[number] = await signInAtDesk(stack.url, admin, buildOf(number));
      if (number === 0) {
        const newSession = await signInAtDesk(stack.url, admin, buildOf(number));
        stopNewDesk = watch(whatADeskDoes(publicUrl, newSession.cookie), readMilliseconds);
      }
      await publishAt(number);
      if (number < 2) await publishAt(number + 1);
    }
    while (story.length > 0) await publishAt(story.length % 3);
    const [read, worked] = [await stopReading(), await stopNewDesk()];
    const failed = [...read.failed, ...worked.failed];
    const telling = await judgeTelling(stage, say);
    const calls = compareCalls(receiver, hooks, stage.story);
    const after = await readMigrations(database.db);
    const faults = stacks.flatMap((stack, number) =>
      databaseFaults(stack.output().slice(0, written[number])),
    );
    const refused = desks.flatMap(({ refusals }) => refusals);
    for (const line of [...failed, ...calls.lost, ...calls.doubled, ...faults, ...refused].slice(0, 30))
      say(line);
    return {
      ...{ from: commit, instances: stacks.length, asked: read.asked + worked.asked, failed: failed.length },
      surfaces: paths.length,
      asked_to_sign_in_again: read.askedToSignIn + worked.askedToSignIn,
      refused_publishes: refused.length,
      migrations: { before: before.length, after: after.length, twice: after.length - new Set(after).size },
      migrations_missing: journal().length - after.length,
      old_version_database_faults: faults.length,
      ...telling,
      machines: { calls: receiver.taken.length, lost: calls.lost.length, doubled: calls.doubled.length },
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

export type RollVerdict = Awaited<ReturnType<typeof runRoll>>;

/** Whether nobody noticed anything, and everybody was told once. */
export function isRolledWell(verdict: RollVerdict): boolean {
  const { failed, refused_publishes, migrations, migrations_missing, machines } = verdict;
  const faults =
    refused_publishes + migrations.twice + migrations_missing + verdict.old_version_database_faults;
  return failed + faults + machines.lost + machines.doubled + wrongIn(verdict) === 0;
}

/** Every public path, as the app tells them. */
async function publicPaths({ appUrl }: Stack): Promise<string[]> {
  const headers = { authorization: "Bearer the same on every machine, too" };
  const answer = await fetch(`${appUrl}/api/publication/paths`, { headers });
  const { paths } = (await answer.json()) as { paths: string[] };
  return paths.filter((path) => path !== "/404");
}

async function readMigrations(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ hash: string }>(sql`select hash from drizzle.__drizzle_migrations`);
  return rows.map(({ hash }) => hash);
}

/** Lines in which a version complains of what the database is like. */
const databaseFaults = (output: string): string[] =>
  output.split("\n").filter((line) => /does not exist|violates|cannot insert|is of type/.test(line));
