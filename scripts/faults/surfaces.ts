import { setTimeout as wait } from "node:timers/promises";

/** Every kind of public surface. */
export const surfaces = [
  ...["/", "/history", "/api/v2/summary.json", "/api/v2/status.json", "/api/v2/incidents/unresolved.json"],
  ...["/history.atom", "/history.rss", "/feed.json", "/maintenance.ics", "/page.js", "/favicon.svg"],
];
const everyMilliseconds = 40;
const patienceMilliseconds = 5_000;
/** The front trusts a confirmation for a minute, and looks every second. */
const trustMilliseconds = 62_000;

export type Watch = {
  reads: number;
  /** What was wrong, in words. */
  wrong: string[];
  /** How long readers had no page, each time: milliseconds. */
  gaps: number[];
};

/**
 * Reads one surface after the other, and what the page says of its age, until stopped. Wrong is: anything but 200
 * (where `mayBeAway`: a gap), an older version than was shown before (unless `restored`), calm while something is
 * open, and an age that is not true (but in the second in which a clock jumps). `clock` is the time as our processes have it.
 */
export function watchSurfaces(url: string, clock: () => number) {
  const watch: Watch = { reads: 0, wrong: [], gaps: [] };
  const allowed = { mayBeAway: false, restored: false, isOpen: false, clockJumps: false };
  let newest = 0;
  let running = true;
  let awaySince: number | null = null;
  const note = (words: string) => watch.wrong.push(`${new Date().toISOString()} ${words}`);

  async function look(path: string): Promise<void> {
    const before = newest;
    const answer = await fetch(url + path, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(patienceMilliseconds),
    }).catch(() => null);
    watch.reads++;
    if (answer?.status !== 200) {
      await answer?.body?.cancel();
      awaySince ??= performance.now();
      if (!allowed.mayBeAway) note(`${path}: ${answer?.status ?? "no answer"}`);
      return;
    }
    if (awaySince !== null) watch.gaps.push(Math.round(performance.now() - awaySince));
    awaySince = null;
    const text = await answer.text();
    const version = Number(answer.headers.get("x-drawbridge-version"));
    if (version < before && !allowed.restored) note(`${path} went back from version ${before} to ${version}`);
    if (path === "/api/v2/summary.json") {
      newest = allowed.restored ? version : Math.max(newest, version);
      if (allowed.isOpen && JSON.parse(text).status.indicator === "none")
        note("calm, while something is open");
    }
  }

  async function lookAtAge(): Promise<void> {
    const answer = await fetch(`${url}/stamp.json`, {
      signal: AbortSignal.timeout(patienceMilliseconds),
    }).catch(() => null);
    if (answer?.status !== 200) {
      await answer?.body?.cancel();
      if (!allowed.mayBeAway) note(`/stamp.json: ${answer?.status ?? "no answer"}`);
      return;
    }
    const { confirmed, confirmedAt } = (await answer.json()) as { confirmed: boolean; confirmedAt: string };
    const age = Math.abs(clock() - Date.parse(confirmedAt));
    if (confirmed && age > trustMilliseconds && !allowed.clockJumps)
      note(`confirmed, though ${Math.round(age / 1000)} s old`);
  }

  const loop = (async () => {
    for (let turn = 0; running; turn++) {
      await look(surfaces[turn % surfaces.length]!);
      if (turn % 5 === 0) await lookAtAge();
      await wait(everyMilliseconds);
    }
  })();
  return {
    watch,
    allowed,
    stop: async () => {
      running = false;
      await loop;
    },
  };
}
