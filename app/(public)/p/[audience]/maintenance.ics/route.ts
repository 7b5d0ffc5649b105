import { publicDoor } from "@/app/(public)/doors";
import { calendar } from "@/app/(public)/feeds/calendar";
import { machineResponse } from "@/app/(public)/respond";
import { env } from "@/lib/env";
import { readRecent } from "@/status/public/read-recent";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** All planned work as a calendar, cancelled and finished windows too: a calendar must hear of those. */
export const GET = publicDoor(async ({ db, slug, now, status, once }) => {
  const { maintenances } = await once("recent", () => readRecent(db, slug, now));
  const text = calendar(status.page, env().PUBLIC_URL, maintenances);
  return machineResponse(status.page, "text/calendar; charset=utf-8", text);
});
