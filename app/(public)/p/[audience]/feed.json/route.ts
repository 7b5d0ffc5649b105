import { publicDoor } from "@/app/(public)/doors";
import { jsonFeed } from "@/app/(public)/feeds/json-feed";
import { readFeedFacts } from "@/app/(public)/feeds/read-feed-facts";
import { machineResponse } from "@/app/(public)/respond";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** Every update as a JSON feed. */
export const GET = publicDoor(async (asked) => {
  const facts = await readFeedFacts(asked);
  return machineResponse(
    asked.status.page,
    "application/feed+json; charset=utf-8",
    JSON.stringify(jsonFeed(facts)),
  );
});
