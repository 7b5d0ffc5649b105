import { countByAddress, networkFrom } from "@/app/bounds";
import { database } from "@/app/context";
import { keyDb } from "@/app/named";
import type { Db } from "@/db/client";
import { TooManyTries } from "@/lib/too-many-tries";
import type { ApiScope } from "@/lib/vocabulary";
import { waitWords } from "@/lib/wait-words";
import { type CheckedKey, checkApiKey, keyMay } from "@/status/api-keys/check-api-key";
import { secondsToWait } from "@/status/bounds/count-try";

const headers = { "cache-control": "no-store" };
const refuse = (status: number, error: string, more: Record<string, string> = {}) =>
  Response.json({ error }, { status, headers: { ...headers, ...more } });

/** A key that lets in, and the database in its name: what is changed by it stands so in the audit log. */
export type Keyed = CheckedKey & { db: Db };

/**
 * The API key that a request carries, if it is good for this (`null`: for anything); else the answer that refuses it.
 * Wrong keys are counted: past the bound a network is refused whatever it brings.
 */
export async function keyFrom(request: Request, scope: ApiScope | null): Promise<Keyed | Response> {
  const db = await database();
  const wait = await secondsToWait(db, "apiKeyTryByAddress", networkFrom(request.headers));
  if (wait > 0) return tooMany(wait);
  const key = await checkApiKey({ db, now: new Date() }, request.headers.get("authorization"));
  if (!key) return (await countWrong(request)) ?? unknown();
  if (scope && !keyMay(key, scope)) return refuse(403, `This key is not good for ${scope}.`);
  return { ...key, db: keyDb(db, key, request) };
}

const unknown = () =>
  refuse(401, "Send an API key that is good now: Authorization: Bearer drawbridge_…", {
    "www-authenticate": "Bearer",
  });

const tooMany = (seconds: number) =>
  refuse(429, `Too many wrong keys. Try again in ${waitWords(Math.ceil(seconds / 60))}.`, {
    "retry-after": String(seconds),
  });

async function countWrong(request: Request): Promise<Response | null> {
  try {
    await countByAddress(request, "apiKeyTryByAddress", waitWords);
    return null;
  } catch (error) {
    if (error instanceof TooManyTries) return tooMany(error.seconds);
    throw error;
  }
}
