import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { type Audience, readAudience } from "../read-audience";

/** The private audience in use whose page has this address; null when there is none. */
export async function findPrivateAudience(db: Db, slug: string): Promise<Audience | null> {
  const [row] = await db
    .select({ id: audiences.id })
    .from(audiences)
    .where(and(eq(audiences.slug, slug), eq(audiences.kind, "private"), isNull(audiences.archivedAt)));
  return row ? readAudience(db, row.id) : null;
}
