import { setTimeout as wait } from "node:timers/promises";
import { trustMilliseconds } from "@/publication/stamp";

/** Every kind of public surface but an incident's own page. */
const surfaces = [
  ...["/", "/history", "/api/v2/summary.json", "/api/v2/status.json", "/api/v2/incidents/unresolved.json"],
  ...["/history.atom", "/history.rss", "/feed.json", "/maintenance.ics", "/page.js", "/favicon.svg"],
];
const everyMilliseconds = 40;
const patienceMilliseconds = 5_000;
/** The front judges its age once a second: older than this nothing may be shown as confirmed. */
export const confirmedMilliseconds = trustMilliseconds + 1_000;

export type Watch = {
  reads: number;
  /** What was wrong, in words. */
  wrong: string[];
  /** How long readers had no page, each time: milliseconds. */
  gaps: number[];
};

/** Every kind of public surface, with the page of an incident that is open. */
export async function allSurfaces(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/v2/incidents/unresolved.json`);
  const { incidents } = (await answer.json()) as { incidents: { id: string }[] };
  if (!incidents[0]) throw new Error("Nothing is open.");
  return [...surfaces, `/incidents/${incidents.at(-1)!.id}`];
}

/**
 * Reads one surface after the other, and what the page says of its age, until stopped. Wrong is: anything but 200
 * (where `mayBeAway`: a gap), an older version than was shown before (unless `restored`) or than the desk said that
 * readers have (`mustShow`), calm while something is open, and an age that is not true. `clocks` are the times that
 * our processes may have at the moment: one, or two while a clock is being set; true by any of them is true.
 */
export function watchSurfaces(url: string, paths: string[], clocks: () => number[]) {
  const watch: Watch = { reads: 0, wrong: [], gaps: [] };
  const allowed = { mayBeAway: false, restored: false, isOpen: false };
  let [newest, newestPermalink] = [0, 0];
  let running = true;
  let awaySince: number | null = null;
  const note = (words: string) => watch.wrong.push(`${new Date().toISOString()} ${words}`);
  const judgeAge = (where: string, confirmedAt: string, asked: number[]) => {
    // While it was asked a clock may have been set.
    const age = Math.min(...[...asked, ...clocks()].map((now) => Math.abs(now - Date.parse(confirmedAt))));
    if (!(age <= confirmedMilliseconds)) note(`${where}: confirmed, though ${Math.round(age / 1000)} s old`);
  };

  async function look(path: string): Promise<void> {
    // What others' news does not change keeps its own version.
    const isPermalink = path.startsWith("/incidents/");
    const [before, begun, asked] = [isPermalink ? newestPermalink : newest, performance.now(), clocks()];
    const answer = await fetch(url + path, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(patienceMilliseconds),
    }).catch(() => null);
    watch.reads++;
    if (answer?.status !== 200) {
      await answer?.body?.cancel();
      awaySince ??= begun;
      if (!allowed.mayBeAway) note(`${path}: ${answer?.status ?? "no answer"}`);
      return;
    }
    if (awaySince !== null) watch.gaps.push(Math.round(performance.now() - awaySince));
    awaySince = null;
    const text = await answer.text();
    const version = Number(answer.headers.get("x-drawbridge-version"));
    if (version < before && !allowed.restored) note(`${path} went back from version ${before} to ${version}`);
    if (isPermalink) newestPermalink = version;
    if (path === "/api/v2/summary.json") {
      newest = allowed.restored ? version : Math.max(newest, version);
      if (allowed.isOpen && JSON.parse(text).status.indicator === "none")
        note("calm, while something is open");
    }
    if (/<html[^>]*data-confirmed="yes"/.test(text)) {
      const said = /<time data-as-of[^>]*datetime="([^"]*)"/.exec(text)?.[1];
      judgeAge(path, said ?? "", asked);
    }
  }

  async function lookAtAge(): Promise<void> {
    const asked = clocks();
    const answer = await fetch(`${url}/stamp.json`, {
      signal: AbortSignal.timeout(patienceMilliseconds),
    }).catch(() => null);
    if (answer?.status !== 200) {
      await answer?.body?.cancel();
      if (!allowed.mayBeAway) note(`/stamp.json: ${answer?.status ?? "no answer"}`);
      return;
    }
    const { confirmed, confirmedAt } = (await answer.json()) as { confirmed: boolean; confirmedAt: string };
    if (confirmed) judgeAge("/stamp.json", confirmedAt, asked);
  }

  const loop = (async () => {
    for (let turn = 0; running; turn++) {
      await look(paths[turn % paths.length]!);
      if (turn % 5 === 0) await lookAtAge();
      await wait(everyMilliseconds);
    }
  })();
  return {
    watch,
    allowed,
    /** From here on every surface shows this version, or a later one. */
    mustShow: (version: number) => {
      newest = Math.max(newest, version);
    },
    /** Readers may have gone back to another past; from here on that is the truth, and nothing older is shown. */
    isRestored: (version: number) => {
      newest = version;
      allowed.restored = false;
    },
    /** Every surface once more. */
    lookAtAll: async () => {
      for (const path of paths) await look(path);
      await lookAtAge();
    },
    stop: async () => {
      running = false;
      await loop;
    },
  };
}
