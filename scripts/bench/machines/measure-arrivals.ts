import { listenForEvents } from "@/db/listen-for-events";
import type { Desk } from "../kill/desk";
import { quantile } from "../quantile";
import { versionOf, watchArrivals } from "./arrivals";

/** Milliseconds. */
export type Spread = { p50: number; p95: number; max: number };
/** One publish: from the click at the desk, and from the commit, until every front has it. */
type Publish = { click: number; commit: number; answered: number; fronts: number[] };

/**
 * Publishes one after the other by a desk, and measures until every front shows each. The commit is when PostgreSQL calls
 * the event out; the click, when the desk's form is sent.
 */
export async function measureArrivals(
  { fronts, databaseUrl, desk }: { fronts: string[]; databaseUrl: string; desk: Desk },
  publishes: ((desk: Desk) => Promise<void>)[],
  say: (line: string) => void,
) {
  const commits = new Map<number, number>();
  const stop = listenForEvents(databaseUrl, (news) => {
    if (news && !commits.has(news.version)) commits.set(news.version, performance.now());
  });
  const done: Publish[] = [];
  for (const publish of publishes) {
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
    done.push({ click, commit, answered, fronts: at });
    const after = at.map((one) => Math.round(one - commit)).join(", ");
    say(`Committed after ${Math.round(commit - click)} ms; at the fronts ${after} ms later`);
  }
  stop();
  const every = (from: (one: Publish) => number) => done.map((one) => Math.max(...one.fronts) - from(one));
  return {
    publish_to_every_front_ms: {
      ...{ publishes: done.length, from_commit: spread(every(({ commit }) => commit)) },
      from_click: spread(every(({ click }) => click)),
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
