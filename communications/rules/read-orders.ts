import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import type { Channel } from "@/lib/vocabulary";

/**
 * The channels of private audiences in their order, by slug: it holds wherever no rule gives another. An audience with
 * one channel has no order: its people hear by all the ways they chose.
 */
export async function readOrders(db: Db): Promise<Record<string, Channel[]>> {
  const rows = await db
    .select({ slug: audiences.slug, channels: audiences.channels })
    .from(audiences)
    .where(
      and(
        eq(audiences.kind, "private"),
        isNull(audiences.archivedAt),
        sql`cardinality(${audiences.channels}) > 1`,
      ),
    );
  return Object.fromEntries(rows.map(({ slug, channels }) => [slug, channels]));
}
