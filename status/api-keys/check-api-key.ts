import { createHash, timingSafeEqual } from "node:crypto";
import { and, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Context } from "@/db/context";
import { apiKeys } from "@/db/schema/api-keys";
import type { ApiScope } from "@/lib/vocabulary";

export type CheckedKey = { id: string; name: string; scopes: ApiScope[] };

/** How exactly it is known when a key was used last. */
const usedSeconds = 60;
const shape = /^Bearer drawbridge_([a-z0-9]{12})_([\w-]{43})$/;
const nobodysHash = createHash("sha256").update("nobody has this key").digest("base64url");

/**
 * The key that an `Authorization` header carries, and that it may be used now; null for a wrong, revoked or ended one,
 * after the same work. What it is good for, its scopes say (`may`).
 */
export async function checkApiKey(
  { db, now }: Pick<Context, "db" | "now">,
  header: string | null | undefined,
): Promise<CheckedKey | null> {
  const [, id, secret] = shape.exec(header ?? "") ?? [];
  if (!id || !secret) return null;
  const [key] = await db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.id, id),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    );
  const fits = equal(hashSecret(secret), key?.secretHash ?? nobodysHash);
  if (!key || !fits) return null;
  await noteUsed({ db, now }, key.id).catch((error) => {
    // It is let in also where nothing can be written.
    console.error("When an API key was last used could not be noted:", error);
  });
  return { id: key.id, name: key.name, scopes: key.scopes };
}

/** The part of a key that is no secret: lists and the audit log name it by that. */
export const keyPrefix = (id: string) => `drawbridge_${id}`;

/** Whether a key is good for this. */
export const keyMay = (key: CheckedKey, scope: ApiScope) => key.scopes.includes(scope);

/** A key's secret as it is kept. It has 256 bits: nothing slower is needed. */
export const hashSecret = (secret: string) => createHash("sha256").update(secret).digest("base64url");

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function noteUsed({ db, now }: Pick<Context, "db" | "now">, id: string): Promise<void> {
  const before = new Date(now.getTime() - usedSeconds * 1000);
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
