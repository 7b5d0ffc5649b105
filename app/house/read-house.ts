import { z } from "zod";
import { databaseCondition } from "@/app/context";
import { env, secret } from "@/lib/env";
import { within } from "@/lib/within";

const Copy = z.object({
  name: z.string(),
  version: z.number().nullable(),
  writtenAt: z.string().nullable(),
  missing: z.number(),
  fault: z.string().nullable(),
  faultSince: z.string().nullable(),
  newerElsewhere: z.number().nullable(),
});
const Front = z.object({
  version: z.number().nullable(),
  confirmedAt: z.string().nullable(),
  confirmed: z.boolean(),
  paths: z.number(),
  disk: z.string(),
  copies: z.array(Copy).default([]),
  worker: z.object({ at: z.string(), fault: z.string().nullable() }).nullable().default(null),
});
export type FrontState = z.infer<typeof Front>;

/** How this installation is, as far as this process can tell. */
export type House = {
  /** "silent": it does not answer; "none": a platform's cache stands in for it. */
  front: FrontState | "silent" | "none";
  database: "well" | "slow" | "read_only" | "away";
  /** By how much this machine's clock is ahead of the database's (negative: behind); null: it could not be asked. */
  clockAheadMilliseconds: number | null;
};

/** A person waits for the page that says it. */
const patience = { front: 1_000, database: 4_000 };
/** A page of the desk asks the database some twenty things: slower than this, whoever writes waits for seconds. */
const slowMilliseconds = 700;

/** Asks the front and the database how they are. Never throws: that one does not answer is what is asked. */
export async function readHouse(): Promise<House> {
  const [front, found] = await Promise.all([askFront(), askDatabase()]);
  return { front, ...found };
}

async function askFront(): Promise<House["front"]> {
  const { FRONT_CONTROL_URL: url } = env();
  if (!url) return "none";
  try {
    const answer = await fetch(`${url}/state`, {
      headers: { authorization: `Bearer ${secret("INTERNAL_TOKEN")}` },
      signal: AbortSignal.timeout(patience.front),
      cache: "no-store",
    });
    return Front.parse(await answer.json());
  } catch {
    return "silent";
  }
}

async function askDatabase(): Promise<Pick<House, "database" | "clockAheadMilliseconds">> {
  const begun = performance.now();
  try {
    const { takesChanges, at } = await within(patience.database, databaseCondition());
    const took = performance.now() - begun;
    const clockAheadMilliseconds = Date.now() - at.getTime();
    if (!takesChanges) return { database: "read_only", clockAheadMilliseconds };
    return { database: took > slowMilliseconds ? "slow" : "well", clockAheadMilliseconds };
  } catch {
    return { database: "away", clockAheadMilliseconds: null };
  }
}
