/** Requests that change nothing (RFC 9110, 9.2.1). */
const safeMethods = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a request that may change something was sent by another site. Browsers say so; who says nothing is no
 * browser, and carries no cookie that could be misused. `hosts`: names by which we are reached.
 */
export function isCrossSite(method: string, headers: Headers, hosts: (string | null)[]): boolean {
  if (safeMethods.includes(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && !hosts.includes(hostOf(origin));
}

/** Names by which a request reached us. */
export const hostsOf = (headers: Headers, publicUrl: string) => [
  headers.get("x-forwarded-host"),
  headers.get("host"),
  new URL(publicUrl).host,
];

/** An empty name is nobody's. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host || "nobody" : "nobody";
}
