import { randomBytes } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { apiKeys } from "@/db/schema/api-keys";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import { typedLine } from "@/lib/typed";
import { type ApiScope, apiScopes } from "@/lib/vocabulary";
import { onlyOwners } from "@/status/people/only-owners";
import { hashSecret, keyPrefix } from "./check-api-key";

const day = 24 * 60 * 60 * 1000;

const NewKey = z.object({
  name: typedLine().min(1, "Say what it is for.").max(120),
  scopes: z.array(z.enum(apiScopes)).min(1, "Choose what it may do."),
  /** Null: until it is revoked. */
  days: z.number().int().min(1).max(3650).nullable(),
});

/** Makes a key for a machine, and answers it: nobody can read it afterwards. Owners only. */
export async function makeApiKey(ctx: Context, input: z.input<typeof NewKey>): Promise<{ key: string }> {
  onlyOwners(ctx.actor);
  const { name, scopes, days } = NewKey.parse(input);
  const [id, secret] = [newId(), randomBytes(32).toString("base64url")];
  await ctx.db.insert(apiKeys).values({
    ...{ id, name, scopes: [...new Set(scopes)], secretHash: hashSecret(secret) },
    ...{ createdBy: ctx.actor.id, createdAt: ctx.now },
    expiresAt: days === null ? null : new Date(ctx.now.getTime() + days * day),
  });
  return { key: `${keyPrefix(id)}_${secret}` };
}

/** A key is refused from the next request on. Owners only. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<void> {
  onlyOwners(ctx.actor);
  const { id } = z.object({ id: z.string() }).parse(input);
  const [revoked] = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (!revoked) throw new DomainError("key_over", "This key was revoked already.");
}

export type ListedKey = {
  id: string;
  name: string;
  scopes: ApiScope[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** All keys, the newest first, without what lets them in. Owners only. */
export async function listApiKeys(ctx: Context): Promise<ListedKey[]> {
  onlyOwners(ctx.actor);
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKeys;
  return ctx.db
    .select({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt })
    .from(apiKeys)
    .orderBy(desc(apiKeys.createdAt));
}
