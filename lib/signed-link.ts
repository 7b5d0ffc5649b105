import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * What a link lets its holder do. Leaving is apart, so that a forwarded leave link changes nothing else. `join` adds
 * a channel to a person's others.
 */
export type LinkPurpose = "manage" | "leave" | "join";

/**
 * The last part of a link that needs no account: an id and an HMAC-SHA256 over purpose and id. The same input
 * gives the same link for ever, so letters stay byte-identical on retry and leaving never expires.
 */
export function signLink(purpose: LinkPurpose, id: string, secret: string): string {
  return `${id}-${signature(purpose, id, secret)}`;
}

/** The id that a link was signed for; null when it was not signed by us for this purpose. */
export function openLink(purpose: LinkPurpose, signed: string, secret: string): string | null {
  const id = signed.slice(0, 12);
  const given = Buffer.from(signed);
  const expected = Buffer.from(signLink(purpose, id, secret));
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

const signature = (purpose: LinkPurpose, id: string, secret: string) =>
  createHmac("sha256", secret).update(`drawbridge ${purpose} ${id}`).digest("base64url");
