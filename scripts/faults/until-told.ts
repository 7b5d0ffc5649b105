import { setTimeout as wait } from "node:timers/promises";
import { readUnfinished } from "../bench/kill/ledger";
import { patiently } from "../bench/kill/patiently";
import type { Stage } from "./stage";

const finishMilliseconds = 120_000;

/** Waits until everybody was told everything. Answers what was not, in words, when the time was up. */
export function untilFinished({ database: { db } }: Stage): Promise<string[]> {
  return untilNone(() => readUnfinished(db));
}

/** Waits until who hears of each update is in the ledger. */
export async function untilPlanned({ database: { pool } }: Stage): Promise<void> {
  const untold = await untilNone(async () => {
    const { rows } = await pool.query("select id from events where told_at is null");
    return rows.map(({ id }) => `event ${id}`);
  });
  if (untold.length > 0) throw new Error(`Not planned: ${untold.join(", ")}`);
}

async function untilNone(read: () => Promise<string[]>): Promise<string[]> {
  for (const begun = performance.now(); ; await wait(200)) {
    const left = await patiently(read);
    if (left.length === 0 || performance.now() - begun > finishMilliseconds) return left;
  }
}
