import type { Disk } from "../disk";
import { isHtml } from "../held-page";
import type { PageFacts } from "../page";
import type { Publication } from "../publication";
import { copyFileOf, hashOf } from "./copy";
import type { Copy } from "./write-copy";

/** Finds the bytes of a known page that is not held: null when there is none after all. Throws when nobody answers. */
export type Find = (path: string) => Promise<{ facts: PageFacts; body: Buffer | null } | null>;

/** A copy of the publication as it is at this moment, and how many known pages could not be had. */
export async function collectCopy(
  publication: Publication,
  disk: Disk,
  find: Find,
): Promise<{ copy: Copy; missing: number }> {
  const missing = await fetchMissing(publication, find);
  // Read only now: while we fetched, a newer version may have come.
  const { version, confirmedAt } = publication;
  if (version === null) throw new Error("nothing was published yet");
  const pages = [...publication.pages.values()].map(({ facts, body }) => ({
    path: facts.path,
    isHtml: isHtml(facts),
    hash: hashOf(facts),
    file: async () => {
      const bytes = body ?? (await disk.read(facts.hash));
      if (!bytes) throw new Error(`the bytes of ${facts.path} are lost; they come with the next publication`);
      return copyFileOf(facts, bytes, confirmedAt);
    },
  }));
  return { copy: { version, confirmedAt, pages }, missing };
}

/** Older pages come to the front when somebody asks; a copy asks for all. One at a time: readers go first. */
async function fetchMissing(publication: Publication, find: Find): Promise<number> {
  let missing = 0;
  for (const path of publication.known) {
    if (publication.pages.has(path)) continue;
    await find(path).catch(() => {
      missing++;
    });
  }
  return missing;
}
