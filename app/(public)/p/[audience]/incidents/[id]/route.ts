import { incidentDocument } from "@/app/(public)/documents";
import { notFound, publicDoor } from "@/app/(public)/doors";
import { pageResponse } from "@/app/(public)/respond";
import { isId } from "@/lib/ids";
import { readIncident } from "@/status/public/read-incident";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** An incident's permalink. */
export const GET = publicDoor<{ audience: string; id: string }>(async (asked) => {
  const { db, slug, params, now, status } = asked;
  const incident = isId(params.id) ? await readIncident(db, slug, params.id, now) : null;
  return incident ? pageResponse(incidentDocument(status.page, incident)) : notFound(asked);
});
