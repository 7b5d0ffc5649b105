import { publicDoor } from "@/app/(public)/doors";
import { machineResponse } from "@/app/(public)/respond";
import { env } from "@/lib/env";
import { readRecent } from "@/status/public/read-recent";
import { endpoints, isEndpoint } from "../translate";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The Statuspage-shaped API: every endpoint is made from the same facts as the page. */
export const GET = publicDoor<{ audience: string; endpoint: string[] }>(async (asked) => {
  const { db, slug, params, now, status, once } = asked;
  const type = "application/json; charset=utf-8";
  const path = params.endpoint.join("/");
  const endpoint = path.replace(/\.json$/, "");
  if (endpoint === path || !isEndpoint(endpoint))
    return machineResponse(status.page, type, JSON.stringify({ error: "not found" }), 404);
  const recent = await once("recent", () => readRecent(db, slug, now));
  const facts = {
    page: status.page,
    publicUrl: env().PUBLIC_URL,
    overall: status.overall,
    groups: status.groups,
    services: status.services,
    ...recent,
  };
  return machineResponse(status.page, type, JSON.stringify(endpoints[endpoint](facts)));
});
