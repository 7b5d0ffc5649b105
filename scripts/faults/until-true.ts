import { setTimeout as wait } from "node:timers/promises";
import { patiently } from "../bench/kill/patiently";
import type { Stage } from "./stage";

const recoverMilliseconds = 60_000;

/** After how long readers had what the database says, confirmed later than a moment, and its version; null: they had not. */
export async function untilTrue(
  { stack, database }: Stage,
  since: number,
): Promise<{ milliseconds: number; version: number } | null> {
  for (const begun = performance.now(); performance.now() - begun < recoverMilliseconds; await wait(100)) {
    const shown = await stamp(stack.url).catch(() => null);
    if (!shown?.confirmed || Date.parse(shown.confirmedAt) < since) continue;
    const { rows } = await patiently(() =>
      database.pool.query("select public_version v from audiences where slug = 'public'"),
    );
    if (Number(rows[0].v) === shown.version)
      return { milliseconds: Date.now() - since, version: shown.version };
  }
  return null;
}

/** What the page says of its age. */
export async function stamp(url: string) {
  const answer = await fetch(`${url}/stamp.json`, { signal: AbortSignal.timeout(5_000) });
  return (await answer.json()) as { version: number; confirmed: boolean; confirmedAt: string };
}
