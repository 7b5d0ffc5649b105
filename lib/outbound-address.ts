import ipaddr from "ipaddr.js";

/** One's own network that calls may reach: CIDRs and single addresses, or host names (OUTBOUND_ALLOW). */
export type Allowed = { ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][]; hosts: string[] };

/** Reads `10.1.0.0/16, ::1, chat.internal`. Throws with the entry that can be neither. */
export function parseAllowed(list: string): Allowed {
  const allowed: Allowed = { ranges: [], hosts: [] };
  for (const entry of list.split(",").map((part) => part.trim().toLowerCase())) {
    if (entry === "") continue;
    if (ipaddr.isValidCIDR(entry)) allowed.ranges.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) allowed.ranges.push(single(ipaddr.parse(entry)));
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(entry) && !/^[\d.]+$/.test(entry))
      allowed.hosts.push(entry);
    else throw new Error(`"${entry}" is no address range and no host name.`);
  }
  return allowed;
}

const single = (address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] => [
  address,
  address.kind() === "ipv4" ? 32 : 128,
];

/** Whether the operator named this address, or the host it was found under, as one's own. */
export function isAllowed(host: string, address: string | null, { ranges, hosts }: Allowed): boolean {
  if (hosts.includes(host)) return true;
  if (address === null || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
}

/** Azure answers machines' metadata here, at an address that looks like any public one. */
const metadata = ["168.63.129.16"];
/** Of IPv6 only this has been given to the public internet (IANA). */
const globalUnicast = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/**
 * Whether an address is one of the public internet: not private, loopback, link-local (cloud metadata), shared,
 * multicast, unspecified, reserved, nor another address wrapped in an IPv6 one (mapped, NAT64, 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || metadata.includes(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast);
}
