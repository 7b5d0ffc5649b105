import { setTimeout as wait } from "node:timers/promises";
import { read } from "../readers";

/** Three fronts are asked this often: what looking costs is taken from them on a machine of few cores. */
const lookMilliseconds = 20;
const patienceMilliseconds = 20_000;

/**
 * When each front shows readers something newer than it does now, in their order, by `performance.now()`. Throws when one
 * does not.
 */
export async function watchArrivals(fronts: string[]): Promise<() => Promise<number[]>> {
  const versions = await Promise.all(fronts.map((url) => versionOf(url)));
  const begun = performance.now();
  const arrivals = fronts.map(async (url, index) => {
    while ((await versionOf(url)) <= versions[index]!) {
      if (performance.now() - begun > patienceMilliseconds) throw new Error(`${url} got no news.`);
      await wait(lookMilliseconds);
    }
    return performance.now();
  });
  return () => Promise.all(arrivals);
}

/** The version that a front shows. */
export const versionOf = async (url: string) => (await read(url, "/api/v2/summary.json")).version;
