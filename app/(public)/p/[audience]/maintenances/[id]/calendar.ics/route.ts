import { notFound, publicDoor } from "@/app/(public)/doors";
import { calendar } from "@/app/(public)/feeds/calendar";
import { machineResponse } from "@/app/(public)/respond";
import { env } from "@/lib/env";
import { isId } from "@/lib/ids";
import { readMaintenance } from "@/status/public/read-maintenance";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** One maintenance as a calendar entry. */
export const GET = publicDoor<{ audience: string; id: string }>(async (asked) => {
  const { db, slug, params, now, status } = asked;
  const maintenance = isId(params.id) ? await readMaintenance(db, slug, params.id, now) : null;
  if (!maintenance) return notFound(asked);
  const text = calendar(status.page, env().PUBLIC_URL, [maintenance]);
  return machineResponse(status.page, "text/calendar; charset=utf-8", text);
});
