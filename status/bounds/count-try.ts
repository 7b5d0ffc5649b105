import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "@/db/client";
import { type Bound, bounds } from "./bounds";

/**
 * Counts a try against a bound, for all app processes together; while the database does not answer, for this one.
 * Answers 0 while it is within, else the seconds until the next try may come. Never part of a transaction: a try that
 * fails has been one.
 */
export async function countTry(db: Db, bound: Bound, key: string): Promise<number> {
  try {
    await limiterOf(db, bound).consume(hashed(key));
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return secondsUntil(refusal);
    throw refusal;
  }
}

/** The seconds until the next try may come, without counting one; 0: it may come now. */
export async function secondsToWait(db: Db, bound: Bound, key: string): Promise<number> {
  const counted = await limiterOf(db, bound).get(hashed(key));
  return counted && counted.remainingPoints <= 0 ? secondsUntil(counted) : 0;
}

/** Gives one try back: it was a good one. */
export async function giveBack(db: Db, bound: Bound, key: string): Promise<void> {
  await limiterOf(db, bound).reward(hashed(key));
}

/** Forgets what was counted. */
export async function forgetTries(db: Db, bound: Bound, key: string): Promise<void> {
  await limiterOf(db, bound).delete(hashed(key));
}

const secondsUntil = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));

/** Neither addresses nor accounts are kept as they are. */
const hashed = (key: string) => createHash("sha256").update(key).digest("base64url");

const kept = new WeakMap<Pool, Map<Bound, RateLimiterPostgres>>();

function limiterOf(db: Db, bound: Bound): RateLimiterPostgres {
  // Drizzle keeps the pool there; its type says so only for the database it opened itself.
  const pool = (db as Db & { $client: Pool }).$client;
  const ofDb = kept.get(pool) ?? new Map<Bound, RateLimiterPostgres>();
  kept.set(pool, ofDb);
  const known = ofDb.get(bound);
  if (known) return known;
  const [points, duration] = [bounds[bound].tries, bounds[bound].minutes * 60];
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    ...{ storeType: "pool", tableName: "counted_tries", tableCreated: true, keyPrefix: bound },
    // One of them sweeps for all.
    clearExpiredByTimeout: ofDb.size === 0,
    ...{ points, duration },
    insuranceLimiter: new RateLimiterMemory({ points, duration }),
  });
  ofDb.set(bound, limiter);
  return limiter;
}
