import { maintenanceDocument } from "@/app/(public)/documents";
import { notFound, publicDoor } from "@/app/(public)/doors";
import { pageResponse } from "@/app/(public)/respond";
import { isId } from "@/lib/ids";
import { readMaintenance } from "@/status/public/read-maintenance";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** A maintenance's permalink. */
export const GET = publicDoor<{ audience: string; id: string }>(async (asked) => {
  const { db, slug, params, now, status } = asked;
  const maintenance = isId(params.id) ? await readMaintenance(db, slug, params.id, now) : null;
  return maintenance ? pageResponse(maintenanceDocument(status.page, maintenance)) : notFound(asked);
});
