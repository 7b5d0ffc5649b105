import type { MetadataRoute } from "next";
import { env } from "@/lib/env";

/** Asked for when it is needed: the address is the operator's, and known when we run. */
export const dynamic = "force-dynamic";

/** What search engines may list: the public page and what belongs to it. Their own rules close everything else besides. */
export default function robots(): MetadataRoute.Robots {
  const disallow = ["/desk", "/sign-in", "/s/", "/manage/", "/leave/", "/confirm", "/approve/", "/api/"];
  return { rules: { userAgent: "*", allow: "/", disallow }, host: env().PUBLIC_URL };
}
