import type { Asked } from "@/app/(public)/doors";
import { env } from "@/lib/env";
import { readFeed } from "@/status/public/read-feed";
import { type FeedFacts, feedFacts } from "./entries";

/** What the feeds tell, read once a version for all three. */
export async function readFeedFacts({ db, slug, status, once }: Asked<unknown>): Promise<FeedFacts> {
  const updates = await once("feed", () => readFeed(db, slug));
  return feedFacts(status.page, env().PUBLIC_URL, updates);
}
