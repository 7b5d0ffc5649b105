import { createHmac, timingSafeEqual } from "node:crypto";
import { secret } from "@/lib/env";

/**
 * The key in a summoned person's message: which summons, whose, and an HMAC over both. It answers once: what it opens
 * is over with the answer.
 */
export function summonsToken(summonsId: string, userId: string): string {
  const signature = createHmac("sha256", secret("SECRET"))
    .update(`drawbridge summons ${summonsId} ${userId}`)
    .digest("base64url");
  return `${summonsId}${userId}-${signature}`;
}

/** Which summons a token answers, and whose; null when it was not signed by us. */
export function openSummonsToken(token: string): { summonsId: string; userId: string } | null {
  const found = /^([a-z0-9]{12})([a-z0-9]{12})-[\w-]{43}$/.exec(token);
  if (!found) return null;
  const [summonsId, userId] = [found[1]!, found[2]!];
  const [given, expected] = [Buffer.from(token), Buffer.from(summonsToken(summonsId, userId))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? { summonsId, userId } : null;
}
