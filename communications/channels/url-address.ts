import { z } from "zod";
import { env } from "@/lib/env";
import { refusalOf } from "@/lib/outbound";
import { type Allowed, isAllowed } from "@/lib/outbound-address";
import { shownHost } from "@/lib/shown-host";

/** Longer ones, sealed, would not fit into the index that keeps anybody from being there twice (2,704 bytes). */
export const urlLengthMax = 1500;
const own = () => env().OUTBOUND_ALLOW;

/** The URL of anybody's server that may be called at all; where its name leads is judged at each call. */
export function anyUrl(allowed: () => Allowed = own) {
  return z
    .string()
    .trim()
    .max(urlLengthMax)
    .superRefine((url, { addIssue }) => {
      const refusal = refusalOf(url, allowed());
      if (refusal) addIssue({ code: "custom", message: `${refusal}.` });
    })
    .transform(normal);
}

/** The URL of a chat's incoming webhook: on its vendor's hosts, or on a host of one's own. */
export function chatUrl(isVendors: (url: URL) => boolean, example: string, allowed: () => Allowed = own) {
  return anyUrl(allowed).refine((url) => isVendors(new URL(url)) || isOwn(new URL(url), allowed()), {
    message: `Paste the whole address of an incoming webhook, like ${example}.`,
  });
}

function normal(url: string): string {
  if (!URL.canParse(url)) return url;
  const target = new URL(url);
  target.hash = "";
  return target.href;
}

function isOwn({ hostname }: URL, allowed: Allowed): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isAllowed(host, host, allowed);
}

/** The host of a URL and its port, in letters that deceive nobody. */
export function shownHostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return shownHost(hostname) + (port && `:${port}`);
}

/**
 * A URL without what would let others post there: no query, and of its path the first parts only. Who runs the
 * receiving end recognises it all the same.
 */
export function shownUrl(url: string, partsShown: number): string {
  const { pathname, search } = new URL(url);
  const host = shownHostOf(url);
  const parts = pathname.split("/").filter(Boolean);
  const shown = parts.slice(0, Math.min(partsShown, Math.max(0, parts.length - 1)));
  const hidden = parts.length > shown.length || search !== "";
  return [host, ...shown, ...(hidden ? ["…"] : [])].join("/");
}
