import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { slugShape } from "@/lib/ids";

/** Which version of a public page is true now, and since when; null when there is no such page. */
export async function readVersion(
  db: Db,
  slug: string,
): Promise<{ version: number; modifiedAt: Date } | null> {
  if (!slugShape.test(slug)) return null;
  const [found] = await db
    .select({ version: audiences.publicVersion, modifiedAt: audiences.updatedAt })
    .from(audiences)
    .where(and(eq(audiences.slug, slug), eq(audiences.kind, "public")));
  return found ?? null;
}
