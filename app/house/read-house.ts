import { z } from "zod";
import { databaseTakesChanges } from "@/app/context";
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
  database: "well" | "read_only" | "away";
};

/** A person waits for the page that says it. */
const patience = { front: 1_000, database: 4_000 };

/** Asks the front and the database how they are. Never throws: that one does not answer is what is asked. */
export async function readHouse(): Promise<House> {
  const [front, found] = await Promise.all([askFront(), askDatabase()]);
  return { front, database: found };
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

async function askDatabase(): Promise<House["database"]> {
  try {
    const writable = await within(patience.database, databaseTakesChanges());
    return writable ? "well" : "read_only";
  } catch {
    return "away";
  }
}
