import { setTimeout as wait } from "node:timers/promises";
import { logChanges } from "@/lib/log-changes";
import { type AppClient, reasonOf } from "./app-client";
import type { Keeper } from "./keeper";
import type { Publication } from "./publication";
import type { Refresher } from "./refresher";

type Parts = {
  publication: Publication;
  keeper: Keeper;
  refresher: Refresher;
  app: AppClient;
  now: () => number;
  log: (line: string) => void;
};
/** Milliseconds between questions: while answered, and after the first failure; further ones double it. */
export type Rhythm = { well: number; failing: number };

/** Asks the app again and again whether the publication is still the truth, until stopped. */
export async function keepProbing(parts: Parts, rhythm: Rhythm, stop: AbortSignal): Promise<void> {
  const say = logChanges("The publication cannot be confirmed", parts.log);
  let made = false;
  let failures = 0;
  while (!stop.aborted) {
    let fault: string | null = null;
    try {
      const fromDisk = parts.publication.version !== null;
      await probe(parts);
      // The app may be newer than what an earlier process kept, with other looks for the same version.
      if (!made && fromDisk) await parts.refresher.remake({ forget: false });
      made = true;
      failures = 0;
    } catch (error) {
      fault = reasonOf(error);
      failures++;
    }
    if (!stop.aborted) say(fault);
    const pause = fault ? Math.min(rhythm.well, rhythm.failing * 2 ** (failures - 1)) : rhythm.well;
    await wait(pause, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * One question: the same version confirms what is shown, another is fetched, and so is what a promise that lapsed has
 * made untrue: a worker that is dead must not leave it "on time". A lower version, or the same number of
 * another moment, is a database that was restored from a backup: then everything is another past. Throws when neither
 * can be done.
 */
export async function probe({ publication, keeper, refresher, app, now }: Parts): Promise<void> {
  const [askedAt, held] = [now(), publication.version];
  const { version, modifiedAt, promises } = await app.version();
  // While we asked, a refresh went by: its answer is newer than this one.
  if (publication.version !== held) return;
  const shown = publication.pages.get("/")?.facts;
  const isAnother =
    shown?.version === version &&
    shown.modifiedAt !== null &&
    modifiedAt !== null &&
    shown.modifiedAt !== modifiedAt;
  if (held !== null && (version < held || isAnother)) await refresher.remake({ forget: true });
  else if (version === held && !refresher.isPast(promises, askedAt)) await keeper.confirm(askedAt);
  else if (version === held) await refresher.reach(version, true);
  else await refresher.reach(version);
}
