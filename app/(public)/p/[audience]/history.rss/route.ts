import { publicDoor } from "@/app/(public)/doors";
import { readFeedFacts } from "@/app/(public)/feeds/read-feed-facts";
import { rss } from "@/app/(public)/feeds/xml";
import { machineResponse } from "@/app/(public)/respond";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** Every update as an RSS feed. */
export const GET = publicDoor(async (asked) => {
  const facts = await readFeedFacts(asked);
  return machineResponse(asked.status.page, "application/rss+xml; charset=utf-8", rss(facts));
});
