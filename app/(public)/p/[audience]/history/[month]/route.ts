import { historyDocument } from "@/app/(public)/documents";
import { notFound, publicDoor } from "@/app/(public)/doors";
import { pageResponse } from "@/app/(public)/respond";
import { readMonth } from "@/status/public/read-month";
import { readMonths } from "@/status/public/read-months";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** A month of the history; only months in which something happened have a page. */
export const GET = publicDoor<{ audience: string; month: string }>(async (asked) => {
  const { db, slug, params, now, status, once } = asked;
  const months = await once("months", () => readMonths(db, slug));
  const month = months.includes(params.month) ? await readMonth(db, slug, params.month, now) : null;
  if (!month) return notFound(asked);
  return pageResponse(historyDocument(status.page, `/history/${params.month}`, month, months));
});
