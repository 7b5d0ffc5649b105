import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { openPromises } from "@/status/public/open-promises";
import { type PublicationFacts, type Published, whatToPublish } from "./what-to-publish";

/** Brings readers a version; answers the version they now get. Throws when it could not. */
export type Publish = (version: number, refresh: boolean) => Promise<number>;

/** Brings readers what they have not got yet, if anything. Answers what to remember for the next time. */
export async function followPublication(
  ctx: { db: Db; now: Date },
  last: Published | null,
  publish: Publish,
): Promise<Published | null> {
  const facts = await readPublicationFacts(ctx.db);
  const need = whatToPublish(facts, last, ctx.now);
  if (!need) return last;
  const version = await publish(facts.version, need === "refresh");
  // Readers may have had a change before us: then nothing was made anew, and what lapsed since is still to come.
  return { version, at: last && need === "changed" ? last.at : ctx.now };
}

async function readPublicationFacts(db: Db): Promise<PublicationFacts> {
  const [page] = await db
    .select({ version: audiences.publicVersion })
    .from(audiences)
    .where(eq(audiences.slug, "public"));
  return { version: page?.version ?? 0, promises: await openPromises(db) };
}
