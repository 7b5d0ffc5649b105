import type { Disk } from "./disk";
import { HeldPage } from "./held-page";
import { isPermalink, type Publication } from "./publication";

/** Shows what an earlier process kept: pages that are few come into memory now, permalinks when somebody asks. */
export async function restore(publication: Publication, disk: Disk, tidy = true): Promise<void> {
  const kept = disk.load(tidy);
  if (!kept) return;
  const pages: HeldPage[] = [];
  for (const facts of kept.pages) {
    const body = isPermalink(facts.path) ? null : await disk.read(facts.hash);
    if (body || isPermalink(facts.path)) pages.push(new HeldPage(facts, body));
  }
  publication.restore(kept.version, kept.confirmedAt, kept.known, pages);
}
