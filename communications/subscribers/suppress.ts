import { and, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { suppressions } from "@/db/schema/receipts";
import type { Channel, SuppressionReason } from "@/lib/vocabulary";

type Address = { channel: Channel; address: string };
type Doing = Pick<Context, "db" | "now">;

/** From now on nothing is written to an address. A complaint outweighs a bounce. Part of a caller's transaction. */
export async function suppress(
  ctx: Doing,
  { channel, address }: Address,
  why: { reason: SuppressionReason; detail: string | null },
): Promise<void> {
  const fresh = { ...why, since: ctx.now, liftedAt: null, liftedBy: null, liftedReason: null };
  await ctx.db
    .insert(suppressions)
    .values({ channel, address, ...fresh })
    .onConflictDoUpdate({
      target: [suppressions.channel, suppressions.address],
      set: fresh,
      setWhere: sql`${suppressions.liftedAt} is not null or ${suppressions.reason} = 'bounced'`,
    });
}

/** Lets an address be written to again; answers whether it was suppressed. */
export async function liftSuppression(
  ctx: Doing,
  { channel, address }: Address,
  { by, reason }: { by: string | null; reason: string },
): Promise<boolean> {
  const lifted = await ctx.db
    .update(suppressions)
    .set({ liftedAt: ctx.now, liftedBy: by, liftedReason: reason })
    .where(
      and(
        eq(suppressions.channel, channel),
        eq(suppressions.address, address),
        isNull(suppressions.liftedAt),
      ),
    )
    .returning({ address: suppressions.address });
  return lifted.length > 0;
}
