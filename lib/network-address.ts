import ipaddr from "ipaddr.js";

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

/** What tries are counted by: one IPv4 address, or the /64 that a household or a server is given of IPv6. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${groups.join(":")}::/64`;
}
