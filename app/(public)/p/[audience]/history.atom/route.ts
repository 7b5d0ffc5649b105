import { publicDoor } from "@/app/(public)/doors";
import { readFeedFacts } from "@/app/(public)/feeds/read-feed-facts";
import { atom } from "@/app/(public)/feeds/xml";
import { machineResponse } from "@/app/(public)/respond";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** Every update as an Atom feed. */
export const GET = publicDoor(async (asked) => {
  const facts = await readFeedFacts(asked);
  return machineResponse(asked.status.page, "application/atom+xml; charset=utf-8", atom(facts));
});
