import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { type Allowed, isAllowed, isPublic } from "./outbound-address";
import { OutboundFault } from "./outbound-fault";
import { type Answer, type Call, type Found, postTo } from "./outbound-post";
import { within } from "./within";

/** The whole call: looking up, connecting, sending, reading. */
export const callMillisecondsMax = 10_000;

type Means = {
  allowed: Allowed;
  /** For tests; otherwise the system's. */
  lookup?: (host: string) => Promise<Found[]>;
  timeoutMilliseconds?: number;
};

/**
 * Posts to a URL that a stranger gave us. The name is resolved here, every address it has is judged, and the
 * connection is made to those very addresses: a name that answers otherwise the next time gains nothing. Redirects
 * are answers, not followed. Throws an OutboundFault.
 */
export async function callOut(url: string, call: Call, means: Means): Promise<Answer> {
  const milliseconds = means.timeoutMilliseconds ?? callMillisecondsMax;
  const deadline = AbortSignal.timeout(milliseconds);
  const target = readTarget(url);
  const found = await resolve(target, means, milliseconds);
  for (const { address } of found) refuseForbidden(target, address, means.allowed);
  return postTo(target, found, call, deadline);
}

/** Everything of an outbound URL that can be judged without looking up its name; null when there is nothing to refuse. */
export function refusalOf(url: string, allowed: Allowed): string | null {
  try {
    const target = readTarget(url);
    const host = hostOf(target);
    if (isIP(host)) refuseForbidden(target, host, allowed);
    else if (!isAllowed(host, null, allowed) && allowed.ranges.length === 0) refuseUnsafe(target);
    return null;
  } catch (fault) {
    return (fault as Error).message;
  }
}

/**
 * The same guard for a library that connects by itself: finds a host's addresses, and refuses the connection when one of
 * them may not be called. Of the URL itself (scheme, port, an address instead of a name) `refusalOf` says enough.
 */
export function guardedLookup(allowed: Allowed): LookupFunction {
  return (host, options, answer) => {
    findJudged(host, allowed).then(
      (found) => (options.all ? answer(null, found) : answer(null, found[0]!.address, found[0]!.family)),
      (error: Error) => answer(error, []),
    );
  };
}

async function findJudged(host: string, allowed: Allowed): Promise<Found[]> {
  const target = new URL(`https://${host}`);
  const found = await resolve(target, { allowed }, callMillisecondsMax);
  for (const { address } of found) refuseForbidden(target, address, allowed);
  return found;
}

const refused = (why: string) => new OutboundFault("refused", why);
/** Without the brackets of IPv6 and without a last dot, which names the same host. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

function readTarget(url: string): URL {
  if (!URL.canParse(url)) throw refused("This is no web address");
  const target = new URL(url);
  if (target.protocol !== "https:" && target.protocol !== "http:")
    throw refused("The address must begin with https:");
  if (target.username || target.password)
    throw refused("The address must not contain a user name or password");
  return target;
}

/** Web servers answer here, and above the ports of the system; mail, SSH or a database's do not speak to strangers. */
const isSanePort = (port: string) => port === "" || port === "443" || port === "80" || Number(port) >= 1024;

function refuseForbidden(target: URL, address: string, allowed: Allowed): void {
  if (isAllowed(hostOf(target), address, allowed)) return;
  refuseUnsafe(target);
  if (!isPublic(address))
    throw refused(`The address leads to ${address}, which is not on the public internet`);
}

function refuseUnsafe(target: URL): void {
  if (target.protocol !== "https:") throw refused("The address must begin with https:");
  if (!isSanePort(target.port)) throw refused(`Port ${target.port} is not one for the web`);
}

async function resolve(
  target: URL,
  { lookup = everyAddress }: Means,
  milliseconds: number,
): Promise<Found[]> {
  const host = hostOf(target);
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  try {
    const found = await within(milliseconds, lookup(host));
    if (found.length > 0) return found;
  } catch (error) {
    throw new OutboundFault("unsent", `${host} could not be found (${(error as Error).message})`);
  }
  throw new OutboundFault("unsent", `${host} has no address`);
}

const everyAddress = (host: string) => systemLookup(host, { all: true, verbatim: true });
