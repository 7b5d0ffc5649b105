import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { read } from "../readers";

const everyMilliseconds = 50;

/** What readers of the public page saw while everything else was killed. */
export type Watched = {
  reads: number;
  /** Anything but a page, while the process that serves readers had not been killed. */
  failed: number;
  /** How long readers got nothing because it had been: milliseconds, each time. */
  gaps: number[];
};

/**
 * Reads the public page over and over. `frontIsDead` excuses failures: with the supervisor dies the front. Then the
 * time without a page is measured, from the last answer to the next one.
 */
export function watchReaders(url: string, frontIsDead: () => boolean) {
  const watched: Watched = { reads: 0, failed: 0, gaps: [] };
  // A connection each, so that a front that was started anew is not asked over the old one's.
  const agent = new Agent({ keepAlive: false });
  let running = true;
  let lastWell = performance.now();
  let excused = false;
  const loop = (async () => {
    while (running) {
      const before = frontIsDead();
      const reading = await read(url, "/", agent).catch(() => null);
      watched.reads++;
      const isExcused = before || frontIsDead();
      if (reading?.status === 200) {
        if (excused) watched.gaps.push(Math.round(performance.now() - lastWell));
        excused = false;
        lastWell = performance.now();
      } else if (isExcused || excused) excused = true;
      else watched.failed++;
      await wait(everyMilliseconds);
    }
  })();
  return {
    stop: async (): Promise<Watched> => {
      running = false;
      await loop;
      return watched;
    },
  };
}
