import { createHash, timingSafeEqual } from "node:crypto";

/** Whether an `Authorization` header carries this token. Takes the same time for every wrong answer. */
export function bearerMatches(header: string | null | undefined, token: string): boolean {
  if (!header?.startsWith("Bearer ")) return false;
  return timingSafeEqual(digest(header.slice("Bearer ".length)), digest(token));
}

const digest = (text: string) => createHash("sha256").update(text).digest();
