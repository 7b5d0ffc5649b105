import type { MetadataRoute } from "next";
import { env } from "@/lib/env";

/** Asked for when it is needed: the address is the operator's, and known when we run. */
export const dynamic = "force-dynamic";

/**
 * Search engines may look everywhere: what they must not list says so itself (`noindex`), and a list of it here would
 * tell everybody that there are private pages.
 */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/" }, host: env().PUBLIC_URL };
}
