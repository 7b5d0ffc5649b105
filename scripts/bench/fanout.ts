/**
 * `npm run bench:fanout -- --subscribers 100000`: what publishing costs with few and with many subscribers, how long
 * planning takes, when the first letter is out, and how fast real workers hand letters to a provider that has no
 * limit, and to one that takes 5 calls a second. Durable PostgreSQL, the real Resend SDK, one machine. Last line: JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { isNull, sql } from "drizzle-orm";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { lightEngine, queueNames } from "@/communications/queue";
import { stopPostgres } from "@/db/embedded/stop-postgres";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { senders } from "@/db/schema/senders";
import { type Crowd, makeCrowd } from "./fanout/crowd";
import { startProvider, startWorker } from "./fanout/processes";
import { quantile } from "./quantile";

const { values } = parseArgs({ options: { subscribers: { type: "string", default: "100000" } } });
const many = Number(values.subscribers);
const few = 1_000;
const publishRounds = 25;
const workerCounts = [1, 2, 3];
const limitPerSecond = 5;
/** How long the limited provider is watched. */
const limitedSeconds = 30;

process.env.UNDO_SECONDS = "0";
process.env.SECRET ??= "a secret of the bench";
const dataDir = mkdtempSync(join(tmpdir(), "drawbridge-fanout-"));
const provider = await startProvider();

/** Takes back every telling, so that the next one begins from nothing. */
async function clear({ db }: Crowd): Promise<void> {
  await db.execute(sql`truncate ${deliveries}, ${fanOuts}, ${wordings}, ${senders}`);
  await db.update(events).set({ toldAt: new Date() }).where(isNull(events.toldAt));
  const engine = await lightEngine(db);
  for (const queue of queueNames) await engine.deleteAllJobs(queue);
  await db.execute(sql`vacuum analyze`);
}

/** Publishing at 1,000 and at 100,000 in turns, milliseconds of the verb's whole transaction. */
async function publishTimes(crowds: Crowd[]): Promise<number[][]> {
  const times: number[][] = crowds.map(() => []);
  const opened = await Promise.all(crowds.map((crowd) => crowd.open()));
  for (let round = 0; round < publishRounds; round++) {
    for (const [index, crowd] of crowds.entries()) {
      const begun = performance.now();
      await crowd.post(opened[index]!.incidentId);
      // The first rounds warm up connections and plans.
      if (round >= 5) times[index]!.push(performance.now() - begun);
    }
  }
  return times;
}

async function planTime(crowd: Crowd): Promise<number> {
  await crowd.open();
  const [event] = await crowd.db.select({ id: events.id }).from(events).where(isNull(events.toldAt));
  const begun = performance.now();
  await planFanOut({ db: crowd.db, now: new Date() }, event!.id);
  return performance.now() - begun;
}

type Run = { workers: number; perSecond: number | null; untilLetters: number; seconds: number };

/** One telling by real workers: from the click to the last letter, or until the time is up. */
async function tell(crowd: Crowd, { workers, perSecond, untilLetters, seconds }: Run) {
  await clear(crowd);
  await provider.reset(perSecond);
  const env = {
    ...{
      DATABASE_URL: crowd.url,
      RESEND_API_KEY: "re_bench",
      RESEND_BASE_URL: provider.url,
      DATA_DIR: dataDir,
    },
    ...{
      APP_URL: "http://127.0.0.1:9",
      SECRET: process.env.SECRET!,
      INTERNAL_TOKEN: "bench",
      UNDO_SECONDS: "0",
    },
    SEND_REQUESTS_PER_SECOND: String(perSecond ?? 0),
  };
  const running = Array.from({ length: workers }, () => startWorker(env));
  await Promise.all(running.map(({ ready }) => ready));
  await wait(500);
  const clicked = Date.now();
  await crowd.open();
  let counts = await provider.counts();
  while (counts.letters < untilLetters && Date.now() - clicked < seconds * 1000) {
    await wait(50);
    counts = await provider.counts();
  }
  const peak = Math.max(...running.map((worker) => worker.peakMegabytes() ?? 0));
  await Promise.all(running.map((worker) => worker.stop()));
  const elapsed = ((counts.lastAt ?? clicked) - (counts.firstAt ?? clicked)) / 1000;
  return {
    ...counts,
    firstMilliseconds: (counts.firstAt ?? Number.NaN) - clicked,
    lettersPerSecond: Math.round((counts.letters / ((counts.lastAt ?? clicked) - clicked)) * 1000),
    callsPerSecond: (counts.calls - 1) / elapsed,
    peak,
  };
}

try {
  const postgres = resolve(dataDir, "postgres");
  const [small, large] = [await makeCrowd(postgres, few), await makeCrowd(postgres, many)];
  const [atFew, atMany] = (await publishTimes([small, large])).map((times) => quantile(times, 0.5));
  console.log(`publish: ${atFew!.toFixed(1)} ms at ${few}, ${atMany!.toFixed(1)} ms at ${many}`);
  await clear(large);
  const plan = await planTime(large);
  console.log(`plan ${many}: ${plan.toFixed(0)} ms`);

  const unlimited = [];
  for (const workers of workerCounts) {
    const run = await tell(large, { workers, perSecond: null, untilLetters: many, seconds: 120 });
    unlimited.push(run);
    console.log(
      `${workers} worker(s): ${run.lettersPerSecond} letters/s, first after ${run.firstMilliseconds} ms, ${run.peak} MB, ${run.doubled} doubled`,
    );
  }
  const flat = await tell(small, { workers: 1, perSecond: null, untilLetters: few, seconds: 60 });
  const limited = await tell(large, {
    ...{
      workers: 2,
      perSecond: limitPerSecond,
      untilLetters: Number.POSITIVE_INFINITY,
      seconds: limitedSeconds,
    },
  });
  console.log(
    `limited: ${limited.callsPerSecond.toFixed(2)} of ${limitPerSecond} calls/s, ${limited.refused} refused`,
  );
  const best = unlimited.toSorted((a, b) => b.lettersPerSecond - a.lettersPerSecond)[0]!;
  await Promise.all([small.close(), large.close()]);
  console.log(
    JSON.stringify({
      publish_ratio: Number((atMany! / atFew!).toFixed(2)),
      publish_ms: { [few]: Number(atFew!.toFixed(1)), [many]: Number(atMany!.toFixed(1)) },
      plan_ms: Math.round(plan),
      first_letter_ms: unlimited[0]!.firstMilliseconds,
      letters_per_s: best.lettersPerSecond,
      letters_per_s_by_workers: Object.fromEntries(
        unlimited.map((run, index) => [workerCounts[index], run.lettersPerSecond]),
      ),
      limit_used: Number((limited.callsPerSecond / limitPerSecond).toFixed(3)),
      limit_refused: limited.refused,
      peak_rss_mb: Math.max(...unlimited.map(({ peak }) => peak)),
      peak_rss_mb_at_1000: flat.peak,
      doubled: unlimited.reduce((sum, { doubled }) => sum + doubled, 0),
      lost: unlimited.reduce((sum, { letters }) => sum + many - letters, 0),
      subscribers: many,
    }),
  );
} finally {
  await provider.stop();
  await stopPostgres(resolve(dataDir, "postgres"));
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
