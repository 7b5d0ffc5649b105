import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import type { PublicPage } from "./types";

export type Snapshot = { db: Db; page: PublicPage };

/**
 * Reads for the public from one moment of the database, so that the version and the facts agree. Null when no
 * public page has this slug: private audiences do not exist here.
 */
export function inSnapshot<Found>(
  db: Db,
  slug: string,
  now: Date,
  read: (snapshot: Snapshot) => Promise<Found>,
): Promise<Found | null> {
  return db.transaction(
    async (tx) => {
      const [found] = await tx
        .select()
        .from(audiences)
        .where(and(eq(audiences.slug, slug), eq(audiences.kind, "public")));
      if (!found) return null;
      const { publicVersion: version, updatedAt: modifiedAt, kind: _, ...page } = found;
      return read({ db: tx, page: { ...page, version, modifiedAt, asOf: now } });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
