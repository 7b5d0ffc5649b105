import { newId } from "@/lib/ids";
import { Disk } from "../disk";
import { HeldPage } from "../held-page";
import type { Page } from "../page";
import { Publication } from "../publication";
import { restore } from "../restore";
import { collectCopy } from "./collect-copy";
import type { Sink } from "./sink";
import { type Copy, type Written, writeCopy } from "./write-copy";

type Export = { copy: Copy; missing: number; written: Written };

/**
 * Writes what the front's folder holds to a place, without the front. `fetch` brings older pages that the folder has
 * not got; they are left out and counted when it throws. Throws when the folder holds nothing, or the place refuses.
 */
export async function exportPublication(
  { folder, sink, now }: { folder: string; sink: Sink; now: number },
  fetch: (path: string) => Promise<Page | null>,
): Promise<Export> {
  const [publication, disk] = [new Publication(), new Disk(folder)];
  await restore(publication, disk, false);
  const { copy, missing } = await collectCopy(publication, disk, async (path) => {
    const page = await fetch(path);
    if (page) publication.put(new HeldPage(page.facts, page.body));
    return page;
  });
  return { copy, missing, written: await writeCopy(sink, copy, { writer: newId(), now, everything: true }) };
}
