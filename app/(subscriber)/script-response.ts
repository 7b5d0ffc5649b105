import { env } from "@/lib/env";
import { machinePolicy, plainHeaders } from "@/lib/security-headers";

/** A script of ours for a subscriber's page, or for what stays of it in the browser. */
export function scriptResponse(script: string): Response {
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=0, must-revalidate",
      ...plainHeaders(env().PUBLIC_URL),
      // A worker has a policy of its own.
      "content-security-policy": `${machinePolicy}; connect-src 'self'`,
    },
  });
}
