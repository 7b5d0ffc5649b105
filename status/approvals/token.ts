import { createHash, createHmac } from "node:crypto";
import { secret } from "@/lib/env";

/**
 * The key in an approver's letter: which approval, whose, and an HMAC over both. It is made anew when the letter is
 * written, so that it stands nowhere but there; the database keeps its hash while it is good.
 */
export function approvalToken(approvalId: string, userId: string): string {
  const signature = createHmac("sha256", secret("SECRET"))
    .update(`drawbridge approve ${approvalId} ${userId}`)
    .digest("base64url");
  return `${approvalId}${userId}-${signature}`;
}

/** Whose decision about what a token carries; null when it has not the shape of one. */
export function readToken(token: string): { approvalId: string; userId: string } | null {
  const found = /^([a-z0-9]{12})([a-z0-9]{12})-[\w-]{43}$/.exec(token);
  return found && { approvalId: found[1]!, userId: found[2]! };
}

export const hashOfToken = (token: string) => createHash("sha256").update(token).digest("hex");
