import type { Db } from "@/db/client";
import type { Cast } from "./audience";
import { readMiscounted, readRows, readTold } from "./ledger";
import { type Findings, reconcile, type Taken } from "./reconcile";
import type { Said } from "./story";

type Facts = { db: Db; cast: Cast; story: Said[]; letters: Taken[]; unfinished: string[] };

/** Everything that is wrong in the end, in words, and how many updates were posted. */
export async function judge({ db, cast, story, letters, unfinished }: Facts) {
  const told = await readTold(db, story);
  const found = reconcile(cast.readers, told, await readRows(db), letters);
  const posted =
    told.length === story.length ? [] : [`${told.length} updates were posted, not ${story.length}`];
  const findings: Findings & { unfinished: string[] } = {
    ...found,
    disagree: [...found.disagree, ...(await readMiscounted(db)), ...posted],
    unfinished,
  };
  return { told: told.length, findings };
}
