import { expect, test } from "@playwright/test";
import { runKillTest } from "@/scripts/bench/kill/run";

/** Repeats what is random, though not how long the machine takes: a failure tells it, so that it can be played again. */
const seed = Number(process.env.KILL_SEED ?? 3);

// Recovery has time limits of its own, which say more than ours.
test.setTimeout(420_000);

test(`everybody is told exactly once while worker, app, PostgreSQL and supervisor are killed (seed ${seed})`, async () => {
  const lines: string[] = [];
  const verdict = await runKillTest({
    ...{ recipients: 1_000, kills: 4, updates: 6, perSecond: 8, seed },
    say: (line) => lines.push(line),
  });
  console.log(JSON.stringify(verdict));
  expect(verdict, lines.join("\n")).toMatchObject({
    ...{ lost: 0, doubled: 0, unasked: 0, unknown: 0, disagree: 0, unfinished: 0 },
    killed: { worker: 1, app: 1, postgres: 1, supervisor: 1 },
    // A retry under its old key says the same bytes; and readers had the page all along.
    ...{ other_body: 0, reads_failed: 0 },
  });
  expect(verdict.letters).toBeGreaterThan(300);
});
