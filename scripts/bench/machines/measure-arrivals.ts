import { listenForEvents } from "@/db/listen-for-events";
import type { Desk } from "../kill/desk";
import { quantile } from "../quantile";
import { versionOf, watchArrivals } from "./arrivals";

/** Milliseconds. */
export type Spread = { p50: number; p95: number; max: number };
/** One publish: from the click at the desk, and from the commit, until every front has it. */
type Publish = { atRest: boolean; click: number; commit: number; answered: number; fronts: number[] };

/**
 * Publishes one after the other by a desk, and measures until every front shows each: in turn at rest, when everybody was
 * told of the last (`rest` waits for that), and while that is still being told. The first stands apart: processes that just
 * started run its code for the first time. The commit is when PostgreSQL calls the
 * event out; the click, when the desk's form is sent.
 */
export async function measureArrivals(
  {
    fronts,
    databaseUrl,
    desk,
    rest,
  }: { fronts: string[]; databaseUrl: string; desk: Desk; rest: () => Promise<void> },
  publishes: ((desk: Desk) => Promise<void>)[],
  say: (line: string) => void,
) {
  const commits = new Map<number, number>();
  const stop = listenForEvents(databaseUrl, (news) => {
    if (news && !commits.has(news.version)) commits.set(news.version, performance.now());
  });
  const done: Publish[] = [];
  for (const [number, publish] of publishes.entries()) {
    const atRest = number % 2 === 1;
    if (atRest) await rest();
    const arrived = await watchArrivals(fronts);
    let click = 0;
    const timed: Desk = {
      ...desk,
      publish: (...said) => {
        click ||= performance.now();
        return desk.publish(...said);
      },
    };
    await publish(timed);
    const answered = performance.now();
    const at = await arrived();
    const commit = commits.get(await versionOf(fronts[0]!)) ?? Number.NaN;
    done.push({ atRest, click, commit, answered, fronts: at });
    const after = at.map((one) => Math.round(one - commit)).join(", ");
    const when = atRest ? "at rest" : "while telling";
    say(`Committed after ${Math.round(commit - click)} ms; at the fronts ${after} ms later, ${when}`);
  }
  stop();
  const everyFront = (some: Publish[]) => {
    const until = (from: (one: Publish) => number) =>
      spread(some.map((one) => Math.max(...one.fronts) - from(one)));
    const since = { from_commit: until(({ commit }) => commit), from_click: until(({ click }) => click) };
    return { publishes: some.length, ...since };
  };
  const [first, ...later] = done;
  return {
    publish_to_every_front_ms: {
      at_rest: everyFront(later.filter(({ atRest }) => atRest)),
      while_telling: everyFront(later.filter(({ atRest }) => !atRest)),
      the_first: first && Math.round(Math.max(...first.fronts) - first.commit),
    },
    click_to_commit_ms: spread(done.map(({ click, commit }) => commit - click)),
    click_to_answer_ms: spread(done.map(({ click, answered }) => answered - click)),
    /** By instance: the first has the desk, the others hear by LISTEN, or ask. */
    each_front_from_commit_ms: fronts.map((_, index) =>
      spread(done.map(({ fronts, commit }) => fronts[index]! - commit)),
    ),
  };
}

const spread = (times: number[]): Spread => ({
  p50: Math.round(quantile(times, 0.5)),
  p95: Math.round(quantile(times, 0.95)),
  max: Math.round(Math.max(...times)),
});
