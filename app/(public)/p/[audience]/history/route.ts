import { historyDocument } from "@/app/(public)/documents";
import { publicDoor } from "@/app/(public)/doors";
import { pageResponse } from "@/app/(public)/respond";
import { readMonth } from "@/status/public/read-month";
import { readMonths } from "@/status/public/read-months";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The history: the latest month in which something happened, and the list of all months. */
export const GET = publicDoor(async ({ db, slug, now, status, once }) => {
  const months = await once("months", () => readMonths(db, slug));
  const month = months[0] ? await readMonth(db, slug, months[0], now) : null;
  return pageResponse(historyDocument(status.page, "/history", month, months));
});
