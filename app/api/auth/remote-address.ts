/** Headers as next-auth and Next hand them over. */
export type HeaderBag = Record<string, string | string[] | undefined>;

/**
 * The caller's address, as the front wrote it: it overwrites `X-Forwarded-For` unless a balancer is trusted,
 * and whoever is nearest to us appends last, so the last entry is the one a stranger cannot choose.
 */
export function remoteAddress(headers: HeaderBag): string {
  const value = headers["x-forwarded-for"];
  const all = (Array.isArray(value) ? value.join(",") : (value ?? "")).split(",");
  return all.at(-1)?.trim() || "unknown";
}
